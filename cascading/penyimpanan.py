"""How static files are stored in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Statis(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed names also inside the `import` statements of our own modules, so that browsers may keep them for good.

    Files of other packages are left as they are: some only mention an import in a comment.
    """

    support_js_module_import_aggregation = True
    max_post_process_passes = 12  # as deep as our modules import each other, and some more
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )
