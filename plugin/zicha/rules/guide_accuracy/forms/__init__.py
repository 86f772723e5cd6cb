"""The files of 空表 and 样表 that a guide offers (ledger box B3, rules L30 to L32)."""
