"""The evaluation sheet (LKE): loading its versions, its totals, proposals, evidence and comparison."""
