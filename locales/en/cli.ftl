# Messages of the command line.

cli-no-registrations = The file is empty: it holds no registration.
cli-some-refused = { $refused } of { $all } were not registered. Please correct them and register those again.
cli-ask-pin = PIN of 6 digits:{" "}
cli-weak-pin = A PIN has at least 6 digits, not all the same and not in a row (like 000000 or 123456).
