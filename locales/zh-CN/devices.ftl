# What stands on the desk: the reader of identity cards.

reader-none = 没有读卡器，请手工输入
reader-absent = 读卡器没有连上，请先手工输入；插好后会自动接上
reader-ready = 把身份证放在读卡器上，姓名和号码自动填好
reader-reading = 正在读卡，请不要拿开
reader-lift-and-place = 没读出来，请拿起证件重新放，或手工输入
reader-unknown-card = 这张卡不是认得的证件，请手工输入
reader-broken = 读卡器自己报告故障，请手工输入，并告诉维护人员

card-filled = 证件已读，请核对姓名和号码；证件可以收好
card-other-number = 表里已经有另一个证件号码，没有改动。要用这张证件，请先清空号码再放一次
card-expired = 这张证件已经过期，提醒本人去换
card-number-wrong = 证件号码的校验不对，请看一看证件
card-contradiction = 证件上的性别或生日和号码不一致，请看一看证件

## 打印小票

print-slip = 打印小票
print-again = 再打一张
print-sending = 正在打印，请稍等
print-done = 打好了，请从出纸口拿走小票
print-no-paper = 打印机没有纸了。请扫码或拍下屏幕，也可以请工作人员抄给您
print-cover-open = 打印机的盖子没盖好。请扫码或拍下屏幕，也可以请工作人员抄给您
print-absent = 打印机没有连上。请扫码或拍下屏幕，也可以请工作人员抄给您
print-stuck = 打印机没有反应。请扫码或拍下屏幕，也可以请工作人员抄给您

## 小票上的字

slip-from = { $station } { $date }
slip-fact = { $label }：{ $value }
slip-employer = 单位
slip-call = 电话
slip-scan = 用手机扫码，把内容存下来
slip-next-title = 接下来
slip-next-kept = 登记已经存在本驿站，联网后自动报送省平台。
slip-next-call = 有合适的岗位，驿站按您留的方式联系您。
slip-next-ask = 要问进度、要改登记，带这张小票来驿站。
slip-valid = 登记 { $n } 天内有效，到期可以续。

## 扫码

scan-genuine = 这张小票是真的：{ $n-station } 号驿站 { $day } 开出的{ $what }
scan-elsewhere = 办的内容在那个驿站和省平台，本站看不到。要接着办，可以在本站重新登记。
scan-other-slip = 办事回执
scan-foreign = 小票上的防伪码不是本省驿站签的，请当心。可以按回执号在省平台上查。
scan-not-ours = 这是别的驿站的小票
scan-unproven = 小票上没有防伪码，在这里核对不了真假。可以按回执号在省平台上查。
scan-no-receipt = 这个码不是登记回执，请扫小票上的码
