# 没人用时放的海报和短片，和能看的课。

shown-open = { $title }，点一下看这个岗位
shown-touch = 点画面，看这个岗位
shown-today = 今天 { $n } 个岗位
shown-newest = 刚发布的岗位
watch-open = 看视频
watch-minutes = 看视频（{ $n } 分钟）
watch-film = 正在播放的视频
watch-loading = 马上就好
watch-paused = 已暂停
watch-pause = 暂停
watch-go-on = 继续看
watch-again = 再看一遍
watch-from-start = 从头看
watch-sound = 打开声音
watch-silent = 关掉声音
watch-heard = 声音旁边的人也听得到，可以关掉，看字幕。
watch-over = 看完了
watch-over-below = 可以再看一遍，也可以返回
watch-not-here = 这部视频还没有下载到本站
watch-not-here-below = 有网络的时候会自动下载，请过些时候再来
watch-broken = 这部视频在本机放不出来
watch-broken-below = 可以请工作人员用手机给您看
