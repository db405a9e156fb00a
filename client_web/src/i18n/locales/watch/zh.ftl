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
watch-sign = 手语

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

# Corrections
correct = 更正（操作员）
correct-staff-only = 只有负责录像的工作人员可以更正。
correct-sign-in = 登录
correct-what = 内容
correct-language = 语言
correct-from = 从（时:分:秒）
correct-to = 到（时:分:秒）
correct-here = 此处
correct-file = 选择文件（WAV、FLAC、MP3）
correct-consented = 其中有声音的人均同意录制
correct-chapter = 章节
correct-title = 标题
correct-speaker = 发言人
correct-delegation = 代表团
correct-why = 原因
correct-send = 生成新修订版
correct-none = 没有更正过。
correct-made = 更正
correct-revision = 修订版 { $number }：{ $kind }
correct-kind = { $kind ->
    [mute] 将一段静音
    [sound] 替换声音
    [trim] 裁剪开头和结尾
   *[chapter] 更正章节
}
correct-state = { $state ->
    [making] 处理中
    [refused] 被拒绝
   *[made] 已完成
}
correct-error = { $code ->
    [recordingNotReady] 录像尚未全部写入磁盘。
    [soundUnreadable] 文件中没有可读取的声音。
    [nothingRecorded] 该处没有录制内容。
    [notWritten] 磁盘未能写入。
   *[unknownRecording] 录像已不存在。
}
