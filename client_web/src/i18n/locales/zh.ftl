# Entry page
entry-title = 请就座
entry-lead = 无论身在会场还是远方，均可用您的语言旁听辩论、请求发言，并由口译员传译。
entry-self = 您的席位牌
entering = 正在为您引座……
footer = 开源、自主部署的同声传译会议系统。
in-session = 会议进行中
no-meetings = 目前没有开放的会议。
closed-entry = 本次会议凭邀请入场。
meeting-languages = 语言
your-name = 姓名
guest-name = 来宾 { $number }
delegation = 代表团
language-spoken = 您发言的语言
booth = 口译室
join = 进入
way-title = { $role ->
    [delegate] 代表
    [passive] 列席者
    [chair] 主席
    [interpreter] 口译员
   *[other] 会场
}
way-text = { $role ->
    [delegate] 旁听、请求发言，获准后发言。
    [passive] 以任一语言旁听，无需摄像头和麦克风。
    [chair] 主持发言名单并给予发言权。
    [interpreter] 在口译室传译。
   *[other] 供会场电脑使用：传送会场的摄像头和声音，显示远程发言人。
}
way-button = { $role ->
    [delegate] 以代表身份进入
    [passive] 以列席者身份进入
    [chair] 以主席身份进入
    [interpreter] 以口译员身份进入
   *[other] 打开会场页面
}
role = { $role ->
    [delegate] 代表
    [passive] 列席者
    [chair] 主席
    [interpreter] 口译员
    [technician] 技术员
   *[room] 会场
}
counts = { $participants ->
   *[other] { $participants } 位与会者中 { $connected } 位在线
}

# Page
preferences = 设置
page-language = 页面语言
appearance = 外观
theme = { $theme ->
    [light] 浅色
    [dark] 深色
   *[auto] 跟随系统
}
close = 关闭
dismiss = 关闭提示
leave = 离开
off = 关
send = 发送
loading = 正在加载……
try-now = 立即重试
use-shortcuts = 单键快捷键
camera-with-microphone = 打开麦克风时同时打开摄像头
device-microphone = 麦克风
device-camera = 摄像头
device-loudspeaker = 扬声器
device-default = 由系统选择

# Stage
stage = 主画面
stage-empty = 目前无人发言。
stage-sound-only = 仅有声音
stage-waiting = 发言人正在准备。
slot = { $slot ->
    [speaker] 发言人
    [room] 会场
    [screen] 共享屏幕
   *[sign] 手语
}
floor-language = 发言语言
floor-language-unknown = 尚不清楚
speech-clock = 发言时间
nobody-speaks = 目前无人发言。

# Listening
listening = 收听
listening-language = 收听语言
channel-floor = 原声
channel-floor-detail = 会场原声
channel-feed = { $feed ->
    [interpreted] 传译中
    [direct] 正在使用
    [muted] 暂停
   *[none] 无传译
}
volume = 音量
original-underneath = 原声衬底

# One's own turn
own-floor = 您的发言
passive-note = 您正在旁听本次会议。发言权属于正式代表。
request-floor = 请求发言
withdraw-request = 撤回请求
give-up-floor = 结束发言
floor-free = 如欲发言，请提出请求。
floor-list-closed = 发言名单已截止。
floor-place = { $place ->
    [1] 您是下一位发言人。
   *[other] 您在名单上的位置：{ $place }
}
floor-called = 即将轮到您，请做好准备。
floor-granted = 请您发言：打开麦克风。
floor-interrupted = 您保留发言权，现正处理程序问题。
floor-live = 您的麦克风已打开，所有人都能听到。
floor-at-will = 您可以随时打开麦克风。
microphone = 麦克风
turn-off-microphone = 关闭麦克风
turn-on-microphone = 打开麦克风
microphone-open = 麦克风已打开
turn-off-camera = 关闭摄像头
turn-on-camera = 打开摄像头
self-view = 您的摄像头
own-level = 您的麦克风音量

# Side panel
panels = 会议面板
tab-speakers = 发言名单
tab-chat = 聊天
tab-participants = 与会者
waiting-count = { $count ->
   *[other] { $count } 位等候
}
unread-count = { $count ->
   *[other] { $count } 条未读消息
}
list-of-speakers = 发言名单
list-empty = 名单上没有人。
list-closed = 名单已截止。
you = 您
not-connected = 未连接
request-kind = { $kind ->
    [pointOfOrder] 程序问题
    [rightOfReply] 答辩权
    [motion] 动议
    [reply] 回应
   *[statement] 发言
}
request-state = { $state ->
    [queued] 等候
    [called] 已点名
    [granted] 获得发言权
   *[speaking] 正在发言
}
event-chat = 会议聊天
chat-empty = 尚无消息。
chat-message = 写给所有人
participants = 与会者
find-participant = 查找
nobody-found = 没有找到。
show-more = { $count ->
   *[other] 再显示 { $count } 位
}

# Chair
chair-now = 正在发言
mute = 静音
grant-next = 请下一位发言
list-accepts-requests = 名单开放
grant-floor = 请发言
grant-floor-to = 请 { $name } 发言
call-speaker = 点名
call-speaker-name = 点名 { $name }
end-speech = 结束
end-speech-of = 结束 { $name } 的发言
remove-request = 将 { $name } 从名单移除

# Interpreter
console = 口译控制台
incoming = 输入
incoming-level = 输入音量
outgoing = 输出
outgoing-channel = 频道
outgoing-level = 输出音量
go-off-air = 停止播出
go-on-air = 开始播出
desk-mode = { $mode ->
    [on] 播出中
    [pushToMute] 静音
   *[off] 关闭
}
push-to-mute = 按住静音
muted-while-held = 按住期间静音
boothmates = 同室搭档
boothmate-volume = 收听搭档
no-boothmate = 口译室里只有您一人。
next-speakers = 后续发言人
shortcuts = 键盘快捷键
key-microphone = 麦克风
key-push-to-mute = 按住静音
key-relay = 下一输入
key-volume = 音量

# Room
room-controls = 会场
full-screen = 全屏
leave-full-screen = 退出全屏
hide-controls = 隐藏控件
show-controls = 显示控件

# Connection
banner-offline = 与会议的连接已中断。声音会尽量继续，正在重新连接……
banner-media = 声音和画面中断，正在重新连接……
banner-poor = 您的连接较差，声音可能断断续续。请使用网线或靠近路由器，并关闭其他程序。
sound-blocked = 浏览器需要您确认后才会播放声音。
play-sound = 打开声音
ended-title = 您已离席
use-here = 在此使用
to-entry = 返回入口页
ended-left = 您已离开会议。
ended-replaced = 您的席位正在另一窗口中使用。
ended-removed = 秘书处已关闭您在本次会议的席位。
ended-tooManyErrors = 服务器因多次出错而关闭了连接。
ended-tokenUnknown = 您的席位已失效，请重新进入。
ended-unknownMeeting = 该会议已不存在。
ended-versionUnsupported = 服务器已更新，请重新加载页面。

# Announcements
announce-speaker = { $name } 开始发言。
announce-granted = 请您发言：打开麦克风。
announce-called = 即将轮到您。
announce-speech-over = 您的发言已结束。
announce-place = 您在名单上的位置：{ $place }
announce-chat = { $name } 发来新消息
notice-microphone-closed = 您的麦克风已被关闭。

# Errors
error-unknown = 出现问题，请重试。
error-notPermitted = 您的身份不允许此操作。
error-notJoined = 该与会者未连接。
error-unknownParticipant = 该与会者已离开。
error-unknownRequest = 该请求已不在名单上。
error-unknownChannel = 该频道不存在。
error-unknownMeeting = 该会议不存在。
error-unknownPeer = 媒体连接已被替换。
error-alreadyRequested = 您已在名单上。
error-noRequest = 您不在名单上。
error-listClosed = 发言名单已截止。
error-listSuspended = 名单暂停使用。
error-listFull = 名单已满。
error-itemNotOpen = 目前没有讨论该议程项目。
error-unknownItem = 该议程项目已不存在。
error-unknownSeat = 该座位没有登记的人员。
error-notMember = 只有成员可以提出动议。
error-sittingNotOpen = 会议尚未开始或已暂停。
error-operatorOnly = 只有秘书处可以给予发言权。
error-contradicted = 控制台的另一位操作者刚刚作出了相反的决定。
error-attendsInRoom = 您在会场内：请使用会场的话筒。
error-valueInvalid = 该数值无效。
error-wrongState = 目前无法进行此操作。
error-floorNotGranted = 您没有发言权。
error-meetingFull = 会议人数已满。
error-activeFull = 正式席位已满，您可以列席者身份进入。
error-deskTaken = 该操作台正在使用。
error-noBooth = 该语言没有口译室。
error-textEmpty = 消息为空。
error-textTooLong = 消息过长。
error-tooFast = 请求过于频繁，请稍候。
error-journalUnavailable = 会议暂时无法记录此操作，请稍后再试。
error-mediaUnavailable = 声音和画面暂不可用。
error-sdpInvalid = 浏览器的媒体描述被拒绝。
error-tokenUnknown = 您的席位已失效，请重新进入。
error-nameInvalid = 请输入姓名。
error-frameTooLarge = 消息过大。
error-frameMalformed = 服务器无法理解该消息。
error-messageUnknown = 服务器不认识该消息。
error-messageInvalid = 服务器未接受该消息。
error-joinExpected = 连接尚未就绪。
error-alreadyJoined = 该连接已在使用。
error-versionUnsupported = 服务器已更新，请重新加载页面。
error-offline = 未连接到服务器。
error-connectionLost = 连接中断，请重试。
error-timeout = 服务器未及时响应。
error-deviceDenied = 浏览器无权使用麦克风或摄像头，请在地址栏中允许。
error-deviceMissing = 未找到麦克风或摄像头。
error-deviceBusy = 其他程序正在使用您的麦克风或摄像头。
error-alreadyPlaying = 已在播放一份录制的发言。
error-attendsRemotely = 此人正在远程参会：座位按钮不起作用。
error-chatClosed = 会议聊天已关闭。
error-chatQueueFull = 等待批准的消息过多，请稍后再试。
error-codeUnknown = 座位代码无效，请向秘书处索取新代码。
error-entryRefused = 您已被请出本次会议，目前尚不能返回。
error-fileTooLarge = 文件太大。
error-fileTypeRefused = 无法使用此文件。发言稿须为 PDF、Word 或纯文本（UTF-8）。
error-notPlaying = 目前没有播放录制的发言。
error-placeClosed = 本次会议在该处没有代表。
error-quotaReached = 贵代表团已没有可用的发言席位。
error-slowMode = 慢速模式已开启，请稍候再发言。
error-statementDelivered = 该发言已经宣读，不能再更改。
error-statementsFull = 等待中的文件过多，请先撤回一份。
error-unknownMessage = 该消息已不存在。
error-unknownStatement = 该文件已不存在。

# 连接质量
quality-step = { $step ->
    [good] 良好
    [fair] 一般
    [poor] 较差
   *[lost] 中断
}
quality-of = { $name } 的连接
quality-down = 接收
quality-up = 发送
quality-loss = 丢包 { $value }
quality-jitter = 抖动 { $value } 毫秒
quality-round-trip = 往返 { $value } 毫秒
quality-unknown = 目前没有测量数据。
own-quality = { $step ->
    [good] 您的连接良好
    [fair] 您的连接一般
    [poor] 您的连接较差
   *[lost] 您的连接已中断
}
