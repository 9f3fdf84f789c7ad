# Messages of the command line.

cli-no-registrations = 文件是空的，没有登记内容。
cli-some-refused = 共 { $all } 条，其中 { $refused } 条没有登记成功，请按提示修改后重新登记这几条。
cli-ask-pin = 请输入 6 位数字密码：
cli-weak-pin = 密码必须是 6 位以上的数字，不能是同一个数字或连续的数字（例如 000000、123456）。
