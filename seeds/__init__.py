"""The example pair: a Vietnamese report and its Indonesian translation, with planted defects."""
