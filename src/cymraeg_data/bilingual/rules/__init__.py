"""The rules of the pair check, one file per kind of fault: functions of `PairColumns` that return masks."""
