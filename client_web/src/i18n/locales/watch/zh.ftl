# Pages of the webcast
watch-pages = 页面
watch-recordings = 录像
watch-help = 帮助
watch-gone = 此地址没有内容，或内容已不存在。
watch-off = { $reason ->
    [inCamera] 本次会议不公开。
    [sittingScheduled] 会议尚未开始。
    [sittingSuspended] 会议暂停。
    [sittingClosed] 会议已结束。
    [notAllowed] 本会议不作网播。
   *[none] 目前没有网播。
}
watch-last = 观看最近的录像
watch-authentic = 只有原声具有真实性。口译供理解之用。

# Player
watch-player = 播放器
watch-play = 播放
watch-pause = 暂停
watch-interrupted = 已中断，正在重试…
watch-position = 位置
watch-behind = 落后直播 { $value }
watch-live = 直播
watch-from-start = 从头播放
watch-language = 语文
watch-original = 原声（会场）
watch-no-captions = 无字幕
watch-captions-in = 字幕：{ $language }
watch-quality = 画质
watch-quality-auto = 自动
watch-speed = 速度
watch-in-picture = 画中画
watch-sound-only = 仅声音

# Beside it
watch-index = 议程和发言者
watch-index-empty = 尚无人发言。
watch-transcript = 文字记录
watch-transcript-language = 文字记录的语言
watch-transcript-search = 在文字记录中搜索
watch-transcript-follow = 跟随画面
watch-transcript-empty = 还没有任何文字。
watch-transcript-found = { $count ->
   *[other] { $count } 行
}
watch-permalink = 链接
watch-whole = 完整录像
watch-share = 分享
watch-address = 网址
watch-embed = 嵌入其他页面
watch-downloads = 下载
watch-all-languages = 全部语文
watch-download = { $kind ->
    [mp4] 画面和声音（MP4）
    [m4a] 声音（M4A）
    [vtt] 字幕（WebVTT）
    [chapters] 章节（JSON）
   *[manifest] 校验和（JSON）
}

# Recordings
watch-words = 词语
watch-speaker = 发言者
watch-item = 议程项目
watch-from = 自
watch-to = 至
watch-search = 搜索
watch-none = 没有找到。
watch-more = 更多
watch-found = { $count ->
   *[other] { $count } 个录像
}
