# The logic stands in scripts/. Settings come from the environment: `make run PORT=8001`.
.DEFAULT_GOAL := help
.PHONY: help run test lint format bench lock

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

run: ## Prepare the machine and start Pokin at http://127.0.0.1:8000 (PORT=...)
	@bash scripts/run.sh

test: ## Run all tests with coverage (DATABASE_URL=..., ARGS="tests/pohon -x")
	@bash scripts/test.sh $(ARGS)

lint: ## Check style, types, templates, imports, migrations and vendored files
	@bash scripts/lint.sh

format: ## Format and mend the Python code
	@bash scripts/format.sh

bench: ## Measure the budgets against a floor of the same run
	@bash scripts/bench.sh $(ARGS)

lock: ## Pin the dependencies again (ARGS=--upgrade)
	@bash scripts/lock.sh $(ARGS)
