"""The one history: every transition, who made it, when it held and when we knew; append-only."""
