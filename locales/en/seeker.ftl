# Messages of the seeker's screens.
