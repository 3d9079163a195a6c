//! 印刷: marks on a sheet in millimetres, and their PDF. Knows no ledger.
