"""The rules of the pair check, one file per kind of fault: functions of `TextPairs` that return masks."""
