"""The pages that go with the data: card, datasheet, scorecard, Croissant, CSV on the Web."""
