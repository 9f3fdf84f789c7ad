# Messages of the staff desk.
