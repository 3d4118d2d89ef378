//! A Sentry-compatible receiver for tests and the tour.
