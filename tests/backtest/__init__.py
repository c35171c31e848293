"""The backtest: how well the engine foretells real orders, against what a spreadsheet and boosting foretell."""
