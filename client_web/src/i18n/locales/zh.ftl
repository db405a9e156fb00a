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
    [technician] 技术团队
   *[other] 会场
}
way-text = { $role ->
    [delegate] 旁听、请求发言，获准后发言。
    [passive] 以任一语言旁听，无需摄像头和麦克风。
    [chair] 主持发言名单并给予发言权。
    [interpreter] 在口译室传译。
    [technician] 管理口译室和音响、书写字幕或进行手语传译。
   *[other] 供会场电脑使用：传送会场的摄像头和声音，显示远程发言人。
}
way-button = { $role ->
    [delegate] 以代表身份进入
    [passive] 以列席者身份进入
    [chair] 以主席身份进入
    [interpreter] 以口译员身份进入
    [technician] 加入技术团队
   *[other] 打开会场页面
}
role = { $role ->
    [delegate] 代表
    [passive] 列席者
    [chair] 主席
    [deputy] 副主席
    [moderator] 主持助理
    [interpreter] 口译员
    [technician] 技术员
    [captioner] 字幕员
    [signer] 手语译员
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
    [interposedQuestion] 插问
   *[statement] 发言
}
request-state = { $state ->
    [queued] 等候
    [called] 已点名
    [granted] 获得发言权
    [paused] 已暂停
    [deferred] 已后移
   *[speaking] 正在发言
}
event-chat = 会议聊天
chat-empty = 尚无消息。
chat-message = 写给所有人
participants = 与会者
find-participant = 查找
nobody-found = 没有找到。

# Chair
chair-now = 正在发言
mute = 静音
grant-next = 请下一位发言
grant-floor = 请发言
grant-floor-to = 请 { $name } 发言
call-speaker = 点名
call-speaker-name = 点名 { $name }
end-speech = 结束
end-speech-of = 结束 { $name } 的发言
remove-request = 将 { $name } 从名单移除

# Console
chair-console = 主席控制台
sitting-number = 第 { $number } 次会议
sitting-state = { $state ->
    [scheduled] 尚未开始
    [open] 进行中
    [suspended] 暂停
   *[closed] 已散会
}
sitting-access = { $access ->
    [public] 公开
   *[closed] 非公开
}
sitting-command = { $command ->
    [openSitting] 宣布开会
    [suspendSitting] 暂停
    [resumeSitting] 恢复
   *[closeSitting] 散会
}
go-in-camera = 转为非公开
make-public = 转为公开
in-the-chair = 主席：{ $name }
chair-vacant = 主席席空缺
take-chair = 接任主席
clock-left = 剩余 { $time }
clock-ending = 即将到时，剩余 { $time }
clock-over = 超时 { $time }
clock-stopped = 计时停止
clock-open = 不限时
pause-speech = 暂停发言
resume-speech = 继续
more-time = 加一分钟
interrupted-speeches = 其他持有发言权者
level-of = { $name }的音量
lists = 发言名单
list-name = { $list ->
    [speakers] 发言名单
    [replies] 答复
   *[rightsOfReply] 答辩权
}
list-state-label = 名单状态
list-state = { $state ->
    [open] 名单开放
    [closed] 名单截止
   *[suspended] 名单暂停
}
list-limit = 最多 { $limit } 人
add-speaker = 添加发言者
drag-handle = 移动{ $name }：拖动或使用上下箭头键
drag-hint = 拖动或按 ↑ ↓
announce-moved = { $name }：第 { $place } 位，共 { $total } 位
more-for = 更多操作：{ $name }
move-up = 上移
move-down = 下移
swap-with = 与……交换
defer = 跳过
remove = 移除
origin = { $origin ->
    [remote] 远程
    [seat] 座席按钮
    [liteClient] 手机
    [secretariat] 秘书处
   *[preRegistered] 预先登记
}
attending = { $attending ->
    [room] 会场内
   *[remote] 远程
}
deferred-for = { $reason ->
    [skipped] 已跳过
    [noAnswer] 未应答
    [absent] 不在场
   *[linkLost] 连接中断
}
call-answered = 已就绪
microphone-heard = 麦克风有声
microphone-silent = 尚无声音
microphone-tested = { $outcome ->
    [good] 麦克风已测试
    [skipped] 麦克风未测试
   *[other] 麦克风测试：有问题
}
motion = { $motion ->
    [suspendMeeting] 暂停会议
    [adjournMeeting] 休会
    [adjournDebate] 中止辩论
    [closeDebate] 结束辩论
   *[other] 其他动议
}
motion-label = 动议
kind = 类别
stops = 停止
mute-all = 全部静音
clear-list = 清空名单
end-all = 全部结束
priority = 优先发言
hold-priority = 主席优先
release-priority = 解除优先
clear-priority = 优先并结束发言
priority-held = 主席优先：代表麦克风静音，计时停止。
confirm-stop = { $stop ->
    [clear-list] 此名单中的所有等候者将被移除，无法撤销。
    [end-all] 所有发言结束，所有名单清空，无法撤销。
   *[clear-priority] 提示音响起，所有发言结束，等候者保留在名单中。
}
confirm-close-sitting = 宣布散会？
confirm-close-sitting-text = 发言结束。等候者的位置保留到下次会议。
cancel = 取消
not-done = 未执行：{ $act }。
done = 已执行：{ $act }
undo = 撤销
try-again = 重试
command-held = 连接中断。恢复后立即发送指令。
contradicted-by = { $name }刚刚作出了相反决定。
act-grant = 请{ $name }发言
act-call = 呼叫{ $name }
act-end = 结束{ $name }的发言
act-pause = 暂停{ $name }的发言
act-resume = 继续{ $name }的发言
act-defer = 跳过{ $name }
act-remove = 将{ $name }移出名单
act-move = 移动{ $name }
act-swap = 交换{ $name }的位置
act-limit = 更改{ $name }的时限
act-add = 添加{ $name }
act-readd = 恢复上一位发言者
act-clear-list = 清空名单
act-clear-floor = 全部结束
act-mute-all = 全部静音
act-open-sitting = 宣布开会
act-suspend-sitting = 暂停会议
act-resume-sitting = 恢复会议
act-close-sitting = 散会
act-public = 会议转为公开
act-in-camera = 会议转为非公开
act-take-chair = 接任主席
act-hold-priority = 主席优先
act-release-priority = 解除优先
act-clear-priority = 优先并结束发言
act-rules = 更改规则
act-open-item = 开始审议议程项目
act-close-item = 结束审议议程项目
act-add-item = 添加议程项目
act-remove-item = 删除议程项目
act-rename-item = 重命名议程项目
act-move-item = 移动议程项目
act-list-open = 开放名单
act-list-closed = 截止名单
act-list-suspended = 暂停名单
agenda = 议程
agenda-empty = 议程为空。
open-next-item = 进入下一项
open-item = 开始
open-item-named = 开始{ $title }
close-item = 结束
under-discussion = 审议中
item-up = 上移{ $title }
item-down = 下移{ $title }
item-rename = 重命名{ $title }
item-remove = 删除{ $title }
item-title = 标题
new-item = 新议程项目
save = 保存
add = 添加
add-person = 添加{ $name }
delegate-without-device = 会场内无设备的代表
item-change-label = 换项时的等候者
item-change = { $change ->
    [keep] 保留在原项目
    [purge] 被移除
   *[move] 随同转入
}
confirm-purge = 移除等候者？
confirm-purge-text = 本项目各名单的等候者将被移除，无法撤销。
rules = 规则
floor-mode-label = 发言权如何给予
floor-mode = { $mode ->
    [request] 由主席给予
    [autoNext] 自动给下一位
    [openWithLimit] 立即，至上限
    [override] 立即，最早者让出
    [pushToTalk] 麦克风开启期间
   *[operatorOnly] 仅由秘书处登记
}
speakers-limit = 同时发言人数
time-policy-label = 到时后
time-policy = { $policy ->
    [show] 显示红色
    [bell] 并响铃
   *[autoClose] 响铃后关闭麦克风
}
amber = 提前变黄
grace = 到时宽限
time-limits = 发言时限
time-limits-hint = 分:秒；留空表示不限。适用于之后的发言。
class-all = 所有人
times = 用时
times-column = { $column ->
    [delegation] 代表团
    [speeches] 次数
   *[spokenS] 时间
}
not-spoken = 尚未发言
only-silent = 仅显示尚未发言者
chair-key = { $key ->
    [N] 请下一位发言
    [C] 呼叫下一位
    [E] 结束发言
    [P] 暂停或继续
   *[U] 撤销
}
office = 职务
control-only = 仅控制，无声音和画面

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
no-boothmate = 口译室里只有您一人。
next-speakers = 后续发言人
shortcuts = 键盘快捷键

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
banner-paused = 画面已暂停：您的连接速度过慢。声音继续播放。
sound-blocked = 浏览器需要您确认后才会播放声音。
play-sound = 打开声音
ended-title = 您已离席
use-here = 在此使用
to-entry = 返回入口页
ended-left = 您已离开会议。
ended-withdrawn = 您的会议注册已被撤回或更改。请联系注册处。
ended-replaced = 您的席位正在另一窗口中使用。
ended-removed = 主席或秘书处已将您移出本次会议。经其允许方可重返。
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
announce-chat = { $name }: { $text }
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
error-channelNotPermitted = 您的口译室不能向该频道输出。
error-relayCycle = 您会听到自己的口译。请选择其他频道。
error-boothEmpty = 您的口译室目前没有其他人可以交接。
error-unknownCall = 此呼叫已关闭。
error-unknownTerm = 该术语已不在术语表中。
error-glossaryFull = 术语表已满。
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

# One's own turn, step by step
floor-ready = 您是下一位。请等待获得发言权。
floor-silent = 请您发言。您的麦克风已关闭。
floor-granted-room = 请您发言：请在座位上讲话。
floor-live-room = 请您发言。您座位上的麦克风已打开。
floor-paused = 您的发言已暂停，您保留发言权。
floor-paused-for = { $reason ->
    [pointOfOrder] 现正处理程序问题。您的计时已停止。
    [interposedQuestion] 有人正在向您提问。您的计时已停止。
    [priority] 主席正在讲话。您的计时已停止。
    [sitting] 会议暂停。您的计时已停止。
    [link] 您的连接已中断。您的计时已停止。
   *[chair] 主席已暂停您的发言。您的计时已停止。
}
floor-deferred = 您的发言暂时后移。
floor-deferred-for = { $reason ->
    [noAnswer] 您没有回应点名。返回后，您重新排在首位。
    [absent] 点名时您不在。返回后，您重新排在首位。
    [linkLost] 您发言时连接中断。返回后，您重新排在首位，剩余时间保留。
   *[skipped] 返回后，您重新排在首位。
}
floor-no-item = 目前没有正在讨论的议程项目。
floor-operator-only = 由主席安排发言，不接受请求。
floor-list-suspended = 发言名单暂时停用。
floor-other-kinds = 可以提出其他请求。
floor-place-kept = 您的位置保留不变。
floor-answer-within = 请在 { $value } 内回应。
floor-armed = 正在测试您的麦克风：没有人能听到您。
i-am-ready = 我准备好了
come-back = 返回名单
other-requests = 其他请求
also-asked = 您还请求了
kind-words = { $kind ->
    [pointOfOrder] 关于程序。立即处理，并暂停当前发言。
    [rightOfReply] 对涉及贵代表团的言论作出答辩，在最后一位发言人之后。
    [reply] 对当前发言人的简短回应。
   *[interposedQuestion] 向当前发言人提出简短问题。
}
screen-ask = 共享我的屏幕
screen-asked = 已请示主席
screen-withdraw = 取消
screen-choose = 选择要展示的内容
screen-stop = 停止共享屏幕
screen-request = { $name } 请求共享屏幕。
screen-allow = 允许
screen-refuse = 拒绝
screen-shared-by = { $name } 可以共享屏幕。
screen-end = 停止共享
notice-screen-stopped = 您的屏幕已停止共享。
notice-tab-blocked = 浏览器未允许打开新标签页。请允许此页面弹出窗口，然后再按一次。
error-screenDenied = 未共享任何内容：没有选择窗口，或浏览器无法显示您的屏幕。
own-attending = 您的参会方式
own-seat = 座位 { $value }
upgrade-ask = 申请正式席位
upgrade-waiting = 您在候补名单上的位置：{ $place }
upgrade-accepted = 已接受。一有空位即向您提供。
upgrade-offered = 您获得了一个正式席位。
upgrade-until = 请在 { $value } 内接受。
upgrade-take = 接受席位
upgrade-decline = 不用了，谢谢
upgrade-withdraw = 不再等候
upgrade-refused = 您的正式席位申请未获接受。
upgrade-lapsed = 向您提供的正式席位已给予他人。
sitting-words = { $state ->
    [scheduled] 会议尚未开始。
    [suspended] 会议暂停。
    [closed] 会议已结束。
   *[open] 会议正在进行。
}
in-camera = 非公开会议
own-clock = 您的发言时间
clock-tone = { $tone ->
    [within] 剩余
    [ending] 剩余：请结束发言
    [over] 已超时
   *[open] 已发言
}
clock-stands = 计时停止
own-bell = 我的发言时间结束时响铃
announce-paused = 您的发言已暂停。您的计时已停止。
announce-resumed = 您可以继续：您的麦克风已重新打开。
announce-deferred = 您的发言已后移。您可以返回。
announce-ending = 剩余发言时间：{ $value }
announce-over = 您的发言时间已到。

# Chat
chat-threads = 对话
chat-chair = 主席
chat-support = 技术支持
chat-people = 个人
chat-people-how = 如要单独致函某人，请在与会者名单中选择。
chat-gone = 已离开会议
inbox-chair = 致主席的信息
inbox-support = 致技术支持的信息
support-free = 尚无人接手。
support-yours = 由您处理。
support-taken = 由 { $name } 处理。
support-claim = 接手
support-release = 交回
support-talk = 与其通话
support-check = 检测：{ $verdict ->
    [good] 正常，
    [usable] 有保留，
   *[unfit] 不合格，
}
support-check-step = { $step ->
    [browser] 浏览器
    [loudspeaker] 扬声器
    [microphone] 麦克风
    [echo] 回声
    [camera] 摄像头
    [network] 网络
   *[language] 语言
}
support-check-outcome = { $outcome ->
    [good] 正常
    [warning] 需要查看
    [failed] 无法使用
   *[skipped] 已跳过
}
support-check-network = 接收 { $down } Mbit/s，发送 { $up } Mbit/s
inbox-empty = 尚无来信。
chat-message-to = 致 { $name }
chat-read-only = 您不能在此发言。
chat-wait = { $seconds } 秒后可再次发送。
chat-moderated = 信息经批准后显示。
chat-slow = 慢速模式：每 { $seconds } 秒一条信息。
chat-waits = 等待批准
chat-not-approved = 未获批准
chat-older = 更早的信息
chat-hidden = 信息已隐藏
chat-hidden-by = 由 { $name } 隐藏
chat-hide = 隐藏 { $name } 的信息
chat-unhide = 重新显示 { $name } 的信息
opens-elsewhere = （在新标签页打开）
chat-settings = 管理
chat-mode-label = 公共聊天
chat-mode = { $mode ->
    [moderated] 须批准
    [closed] 已关闭
   *[open] 开放
}
chat-pace-label = 慢速模式
chat-pace = 每 { $seconds } 秒
chat-export = 导出
chat-export-as = { $format }：导出公共聊天
chat-held = { $count ->
   *[other] { $count } 条信息等待批准
}
chat-approve = 批准
chat-approve-of = 批准 { $name } 的信息
chat-refuse = 拒绝
chat-refuse-of = 拒绝 { $name } 的信息
announce-chats = { $count ->
   *[other] { $count } 条新信息
}

# Moderation
person-more = { $name } 的详情与操作
person-write = 私信
person-write-to = 私信 { $name }
camera-muted = 画面已停止
mute-microphone = 关闭麦克风
stop-camera = 停止摄像头
allow-camera = 重新允许摄像头
stop-their-screen = 停止屏幕共享
rename = 改名
move-to = 角色
move-role = 更改角色
attends-room = 现场参会
attends-remote = 远程参会
put-out = 移出会议
put-out-sure = { $name } 将失去席位，经您允许方可重返。
keep-in = 保留
places = 活动席位
places-active = 活动与会者
places-all = 全部与会者
quota = 名额
quota-each = 每个代表团：{ $number }
quota-set = 设定名额
upgrades = 申请活动席位
upgrades-count = { $count ->
   *[other] { $count } 人申请活动席位
}
upgrade-accept = 接受
upgrade-accept-of = 接受 { $name }
upgrade-refuse = 拒绝
upgrade-refuse-of = 拒绝 { $name }
upgrade-state = { $state ->
    [offered] 已提供席位
   *[accepted] 排队中
}
evicted = 已移出
evicted-by = 由 { $name } 移出，{ $time }
allow-again = 重新允许
allow-again-of = 重新允许 { $name }
ask-again = 尝试重返

# Statements
statements = 发言稿
own-statement = 您的发言稿
own-statement-hint = 在您发言之前，只有口译员、主席和秘书处可以阅读。PDF、Word 或纯文本，不超过 10 MB。
own-statement-delivered = 您已发言：发言稿不能再修改。
statement-language = 语言
statement-add = 选择文件
statement-replace = 替换文件
statement-withdraw = 删除 { $name }
statement-sending = 正在发送 { $name }
statement-read = { $language }：阅读 { $name } 的发言稿
statement-tab = { $language }：在新标签页打开 { $name } 的发言稿
statement-save = { $language }：保存 { $name } 的发言稿
statement-of-speaker = 发言者的发言稿
statements-waiting = 待发言
statements-delivered = 已发言
statements-none = 尚未提交发言稿。
speaking-now = 正在发言
recordings = 录音发言
recording-add = 添加录音发言
recording-choose = 选择录音
recording-play = 播放
recording-play-of = 向会场播放 { $name } 的发言
recording-plays = 正在播放录音发言。
recording-stop = 停止
recording-played = 已播放
ended-entryRefused = 您已被移出本次会议，暂时不能重返。请联系秘书处。

# Seat page
seat-title = 座位 { $value }
seat-wait = 请稍候…
seat-lost = 没有连接，正在重试…
seat-speaking = 请您发言。

# What waits for who moderates
decisions = 等待您决定：

# The interpreter's console
slow-down-shown = 已请求放慢
time-of-day = 时间
booth-calm = 无警报
acknowledge = 知道了
console-settings = 按键与设置
own-sound-check = 试音：您的步骤
booth-alarm = { $kind ->
    [dropped] { $name } 正在播出时断线了。
    [silent] 没有{ $name }传译：无人播出。
    [bothOpen] 两个话筒都开着：您的和 { $name } 的。
    [bothMuted] 箱内无人播出。
    [lost] 无人译入{ $name }：您听到的是会场原声。
   *[unfit] 传译已暂停：声音质量太差。
}
relay-keys = 会场与接力
all-channels = 所有频道
you-hear = 正在收听：{ $name }
bass = 低音
treble = 高音
hearing-protection = { $state ->
    [on] 听力保护已开启
    [starting] 正在开启保护
    [failed] 仅由服务器保护
   *[off] 未受保护
}
limiting = 已压低
exposure = 最近一分钟
exposure-warning = 最近一分钟声音偏大。请调低音量以保护听力。
desk-armed = 待命：还没有人听到您
talk-on-air = 您正在播出
talking-while-held = 箱内可听到您
hold-to-talk = 按住与箱内通话
outgoing-b-choice = B 的频道
handover = 交接
take-over = 接管
take-over-sure = { $name } 正在播出，将被立即切断。
handover-nobody = 箱内无人播出。
handover-to = 交给
handover-next = 下一席位
handover-offer = 让出话筒
handover-ask = 请求话筒
in-minutes = { $number } 分钟后
handover-witness = 话筒将交给 { $name }。
handover-now = 现在
accept = 接受
decline = 谢绝
second-sound = 第二路声音
second-choice = { $kind ->
    [booth] 搭档
    [floor] 会场
   *[none] 无
}
second-volume = 第二路音量
booth-signals = 信号
slow-down = 请放慢
slow-down-sent = 已请求
sound-unfit = 声音不可译
unfit-since = 传译已暂停
direct = 直通
call-help = { $kind ->
    [technician] 技术员
    [chair] 主席
   *[cannotHear] 听不到
}
call-state = { $state ->
    [answered] 处理中
   *[called] 已呼叫
}
relay-key = 接力键 { $number }
booth-chat = 本箱
glossary = 术语
own-desk = 席位
ready-phrases = 常用语
phrase = { $kind ->
    [yourTurn] 一分钟后换你？
    [takeOver] 请接一下。
    [fiveMinutes] 再五分钟。
    [number] 数字是多少？
    [name] 人名是什么？
    [term] 术语怎么说？
    [microphone] 注意你的话筒。
   *[thanks] 谢谢！
}
shift = 值班
turn-none = 无人播出
turn-of = 播出中：{ $name }
turn-over = 该换人了
own-time = 您在本次会议
consent = 同意
consent-why = 未经您同意，不使用您的声音。
consent-recording = 可以录制我的声音
consent-webcast = 可以网播我的声音
check-how = { $step ->
    [microphone] 请讲话：技术员会看到您的电平。
    [incoming] 请听会场。听得清楚吗？
    [relay] 按一个接力键。能听到那一箱吗？
   *[pushToMute] 讲话时按住静音键：电平应当下降。
}
check-good = 正常
check-bad = 异常
turn-log = 播出记录
turn-log-empty = 还没有人播出。
glossary-search = 查找术语
glossary-found = 找到术语：{ $number }
glossary-none = 没有这个术语。
term-add = 添加术语
term-remove = 删除 { $name }
announce-handover = { $state ->
    [offered-active] 已让给 { $name }。
    [offered-passive] { $name } 让您接话筒：请接受或谢绝。
    [asked-active] { $name } 请求话筒：请接受或谢绝。
    [asked-passive] 您已向 { $name } 请求。
    [accepted-active] { $name } 已准备接替。
    [accepted-passive] 已接受。您的话筒待命。
    [overlap-active] 两个话筒都开着：请关闭您的。
   *[overlap-passive] 两个话筒都开着。
}
announce-on-air = 您正在播出。
announce-handover-over = 交接结束。
announce-call-answered = 您的呼叫正在处理。
mate-talks = { $name } 正在与箱内通话。
booth-key = { $act ->
    [microphone] 开关话筒
    [mute] 按住静音
    [talk] 按住与箱内通话
    [floor] 会场
    [relay] 会场或接力
    [relay1] 接力键 1
    [relay2] 接力键 2
    [relay3] 接力键 3
    [store1] 将当前频道存入接力键 1
    [store2] 将当前频道存入接力键 2
    [store3] 将当前频道存入接力键 3
    [louder] 大声
    [quieter] 小声
    [mateLouder] 第二路大声
    [mateQuieter] 第二路小声
    [bassUp] 低音增
    [bassDown] 低音减
    [trebleUp] 高音增
    [trebleDown] 高音减
    [outgoingA] 输出 A
    [outgoingB] 输出 B
    [offer] 让出话筒
    [ask] 请求话筒
    [accept] 接受
    [decline] 谢绝
    [cancel] 取消交接
    [takeOver] 接管
    [slowDown] 请放慢
    [technician] 呼叫技术员
    [chair] 呼叫主席
    [cannotHear] 听不到
    [unfit] 声音不可译
    [direct] 直通：会场讲本箱语言
    [acknowledge] 确认警报
   *[glossary] 术语
}
engaged-here = 占用：{ $name }
handover-words = { $state ->
    [offered-active] 您已让给 { $name }。
    [offered-passive] { $name } 让您接话筒。
    [asked-active] { $name } 请求话筒。
    [asked-passive] 您已向 { $name } 请求。
    [accepted-active] { $name } 已就绪。您关闭后对方立即接上。
    [accepted-passive] 待命。{ $name } 关闭后您即播出，也可自行播出。
    [overlap-active] 两个话筒都开着。请关闭您的。
   *[overlap-passive] 两个话筒都开着。
}
auto-relay-how = 自动接力：会场键送出枢轴频道
# How somebody takes part, from the console
act-seat = 为 { $name } 安排座位 { $value }
act-seat-free = 腾出座位 { $value }
act-attends-room = { $name } 在会场参会
act-attends-remote = { $name } 远程参会
act-precedence = { $name } 的优先级别
seat-label = 座位
seat-assign = 安排座位
precedence-label = 优先级别
precedence-delegation = 按代表团
allow-their-screen = 允许共享屏幕
person-acts = 人员…
person-acts-of = 人员：{ $name }

# Technician
technician-desk = 技术员工作台
booths = 口译室
booth-of = { $name }口译室
booth-empty = 此口译室无人。
desks-taken = { $number } / { $total } 席位
paper-consent = 书面同意
paper-consent-of = { $name }口译室的书面同意
paper-consent-why = 供通过设备接入、在此没有席位的译员使用。未经同意，网播中不会有其声音。
paper-consent-webcast = 可以网播其声音
paper-consent-recording = 可以录制其声音
paper-consent-reference = 何人的同意、文件存于何处
paper-consent-record = 登记
paper-consent-withdraw = 撤回
paper-consent-told = { $kind ->
    [given] { $name }于{ $time }登记了同意
   *[withdrawn] { $name }于{ $time }撤回了同意
}
alarms = 警报
alarm-words = { $kind ->
    [noInterpretation] 无人传译
    [doubleMuted] 所有席位均已关闭
    [doubleOpen] 两个麦克风同时开启：{ $name }
    [dropped] { $name } 在传译中断线
    [suspended] 已暂停：声音无法传译
   *[unfit] { $name } 的声音不适合传译
}
help-calls = 求助呼叫
help-kind = { $kind ->
    [technician] 呼叫技术员
    [chair] 呼叫主席
   *[cannotHear] 听不到声音
}
help-answer = 我来处理
help-answer-of = 我来处理：{ $name }
help-answered = 处理人：{ $name }
help-close = 完成
help-close-of = 完成：{ $name } 的呼叫
listen-to = 收听{ $name }
hear-booth = 监听口译室
hear-booth-of = 监听口译室：{ $name }
booth-volume = 同时监听的口译室
hops = 距原声的传译次数：{ $value }
patch = 跳接
patch-of = 跳接{ $name }
patch-label = 其听众听到
patch-none = 本频道
patched-to = 改听{ $name }
handover-state = { $state ->
    [offered] 已提出交接
    [asked] 已请求交接
    [accepted] 已接受交接
   *[overlap] 正在交接
}
engaged-by = 频道被{ $name }占用
desk-dropped = { $name } 已掉线
time-on-air = 传译时长
desk-mark = { $kind ->
    [armed] 已就绪
    [talking] 厢内通话
    [forced] 强制转译
    [automatic] 自动转译
    [lost] 转译中断
    [recording] 同意录音
   *[webcast] 同意直播
}
silence-desk = 静音
hand-to = 给予麦克风
force-relay = 收听
force-none = 按其选择
interpreter = 译员
interpreters = 译员
level = 电平
print = 打印
sound-check = 音响检查
sound-check-open = 进行中
sound-check-begin = 开始检查
sound-check-close = 结束检查
sound-check-why = 每个席位完成四个步骤。麦克风只被测量，无人听到。
sound-check-how = 请每位译员依次：讲话、收听原声、收听转译、按住静音。记录您听到和看到的结果。
check-step = { $step ->
    [microphone] 麦克风
    [incoming] 原声
    [relay] 转译
   *[pushToMute] 静音
}
check-verdict = { $state ->
    [passed] 通过
    [failed] 未通过
    [missing] 缺席
   *[waiting] 待检查
}
check-pass-of = { $title }通过：{ $name }
check-fail-of = { $title }未通过：{ $name }
setup = 设置
interlock-label = 互锁
interlock = { $mode ->
    [none] 无：两者皆可听到
    [override] 替代：后者优先
   *[interlock] 互锁：先到者占用
}
interlock-between = { $kind ->
    [within] 同一口译室内
    [betweenA] 口译室之间，A 语言
   *[betweenB] 口译室之间，B 语言
}
fallback-label = 无人传译时听众听到
fallback = { $policy ->
    [floor] 原声
    [floorQuiet] 原声（音量降低）
   *[silence] 静音
}
auto-relay = 自动转译
desks = 席位
desks-of = { $name }口译室的席位
b-channels = B 频道
b-channels-of = { $name }口译室的 B 频道
setup-file = 配置文件
setup-file-hint = 互锁、口译室、B 频道和座位安排，存为一个文件供下次会议使用。
setup-save = 保存 { $format }
setup-load = 载入文件
setup-loaded = 配置已载入。
setup-loaded-partly = 已载入，但以下除外：

# Fitness of speakers for interpretation
fitness = { $step ->
    [good] 声音良好
    [poor] 声音较差
   *[unfit] 声音不可用
}
fitness-reason = { $reason ->
    [loss] 丢包
    [jitter] 连接不稳
    [band] 频带过窄
    [clipping] 失真
    [quiet] 太轻
    [loud] 太响
   *[noise] 噪声
}
fitness-advice = { $reason ->
    [loss] 您的连接丢失声音。请使用网线或靠近路由器，并关闭其他程序。
    [jitter] 您的连接不稳定。请使用网线或靠近路由器。
    [band] 您的麦克风音质如电话。请使用 USB 耳麦，不要用蓝牙。
    [clipping] 您的声音失真。请调低麦克风音量，或将麦克风移离嘴边。
    [quiet] 您的声音太轻。请靠近麦克风，或调高音量。
    [loud] 您的声音太响。请远离麦克风，或调低音量。
    [noise] 您周围有噪声。请关好门窗并使用耳麦。
   *[unknown] 请使用有线耳麦，靠近麦克风，在安静的房间讲话。
}
note-slower = 请放慢语速：译员跟不上。
note-unfit = 您的声音质量太差，无法传译。
note-unfit-languages = 您的发言未被译成：{ $text }。
slow-down-count = 被请求放慢：{ $number }
suspended = 发言人声音太差，传译暂停：{ $text }。
channel-suspended = 声音不可用
channel-none = 无声
channel-none-detail = 静音

# Captions
captions = 字幕
captions-none = 暂无字幕。
caption-settings = 字幕设置
caption-language = 字幕语言
caption-size = 大小
caption-size-of = { $kind ->
    [small] 小
    [large] 大
   *[medium] 中
}
caption-place = 位置
caption-place-of = { $kind ->
    [over] 画面上
   *[under] 画面下方
}
captions-aloud = 由读屏软件朗读字幕
caption-history = 至今全部字幕
captioner-desk = 字幕员工作台
captioner-language = 我书写的语言
captioner-lines = 最近的字幕行
captioner-write = 写下您听到的内容
captioner-correcting = 更正最后一行
captioner-refused = 未显示：
abbreviations = 缩写
abbreviations-hint = 每行一个：un = 联合国。按空格键后展开。
key-finish-line = 结束此行
key-correct-line = 更正最后一行
key-cancel-line = 保持不变

# Sign language
signer-desk = 手语译员工作台
signing-start = 开始值译
signing-stop = 结束值译
signing-take-over = 接替
signing-on = 您正在值译。您的画面显示在主画面旁。
signing-off = 您未在值译。无人看到您。
signing-other = { $name } 正在值译。
sign-size = 手语画面大小

# A call taken back
act-take-back-call = 取消对 { $name } 的点名
take-back-call = 取消点名

# Webcast
webcast = 网播
webcast-on-record = 正在录制
webcast-on-record-why = 网播内容正在录制。
webcast-mode = { $mode ->
    [onAir] 直播中
    [slate] 静帧
   *[off] 未播出
}
webcast-public = { $mode ->
    [onAir] 公众正在收看和收听本会议。
    [off] 网播已结束：公众看不到也听不到会议。
   *[slate] 公众只看到静帧，听不到会议。
}
webcast-showing = { $mode ->
    [onAir] 观众能看到并听到会议。
    [slate] 观众只看到静帧，听不到声音。
   *[off] 观众什么也看不到。
}
webcast-held = 会议开始前，观众看到的是静帧。
webcast-obstacle = { $reason ->
    [notAllowed] 本会议不得网播。
    [inCamera] 本次会议不公开，不能网播。
    [closed] 会议已结束，不能网播。
   *[worker] 网播服务不可用。您现在开始的内容将在其恢复后立即播出。
}
webcast-go-on-air = 播出
webcast-begin-slate = 以静帧开始
webcast-show-slate = 显示静帧
webcast-end = 结束网播
webcast-end-sure = 结束网播吗？
webcast-end-text = 立即停播，并告知观众网播已结束。已录制的内容保留。
webcast-alarms = 网播告警
webcast-alarms-count = { $count ->
   *[other] { $count } 个告警
}
webcast-alarm = { $kind ->
    [worker] 网播服务不可用：观众收不到新内容。
    [push] 网播的一个推送目标收不到内容。
    [diskLow] 磁盘将满。
    [diskFull] 磁盘已满：网播继续，录制停止。
    [diskFailing] 磁盘无法写入：网播继续，录制停止。
    [storageBehind] 录像到对象存储的复制落后：副本在磁盘上等待。
    [storageFailing] 对象存储不接收录像副本：副本在磁盘上等待，没有丢失。
    [indexDamaged] 录像清单无法读取，已重新开始：原清单末尾的内容仍在磁盘上，需人工恢复。
    [silent] 没有声音。
    [dropped] 丢帧过多。
   *[peak] 声音过大：峰值超过 −1 dBTP。
}
webcast-settings = 网播设置
webcast-layout = 画面布局
webcast-layout-name = { $layout ->
    [speaker] 发言人
    [speakerRoom] 发言人和会场
    [screenSpeaker] 屏幕和发言人
   *[auto] 自动
}
webcast-delay = 延迟（秒）
webcast-recorded = 录制
webcast-loudness = 响度
webcast-loudness-of = 响度：{ $name }
webcast-loudness-words = 当前 { $momentary } LUFS，一分钟 { $integrated } LUFS：{ $tone ->
    [good] 正常
    [quiet] 过小
    [loud] 过大
   *[unknown] 尚不清楚
}
webcast-integrated = 最近一分钟语音
webcast-true-peak = 最近两秒真峰值
webcast-not-measured = 尚未测量
webcast-silent = 静音 { $value }
webcast-unrecorded = 未录制：未获同意
webcast-withheld = 未获同意，不播出：{ $names }
webcast-viewers = 观众
webcast-lag = 合成与打包
webcast-ms = { $value } 毫秒
webcast-frames = 已生成帧
webcast-dropped = { $frames }，丢弃 { $dropped }
webcast-disk = 磁盘
webcast-disk-state = { $state ->
    [ok] 正常
    [low] 将满
    [full] 已满
   *[failing] 无法写入
}
webcast-copies = 对象存储中的副本
webcast-copies-state = { $state ->
    [ok] 已同步
   *[behind] 落后
}
webcast-copies-failing = { $reason ->
    [settings] 设置中的地址或密钥文件无法使用
    [unreachable] 无法连接
    [slow] 未及时应答
    [denied] 密钥被拒
    [noBucket] 存储桶不存在
   *[refused] 被拒绝
}
webcast-copies-waiting = 等待的片段：{ $count }
webcast-pictures = 当前画面
webcast-no-picture = 没有画面
webcast-picture = { $slot ->
    [speaker] 发言人
    [room] 会场
    [screen] 屏幕
   *[sign] 手语
}
webcast-player = 公众播放页
webcast-recording = 录像
webcast-recordings = 录像
webcast-pushes = 推送至广播机构
push-new = 添加推送目标
push-all = 所有语言
push-start = 开始
push-stop = 停止
push-remove = 删除
push-remove-sure = 删除这一推送目标？
push-remove-text = 其密钥一并删除，并立即停止发送。
push-state = { $state ->
    [live] 正在推送
    [connecting] 正在连接
    [failing] 失败
    [waiting] 等待网播
   *[off] 已关闭
}
push-rate = { $value } Mbit/s
push-dropped = 丢弃 { $value } 帧画面
push-retry = { $value } 秒后重试
push-reason = { $reason ->
    [addressInvalid] 地址不可用。
    [hostForbidden] 服务器设置不允许这一地址。
    [hostUnknown] 没有这一名称的主机。
    [unreachable] 无法到达。
    [refused] 对方没有接收程序。
    [timeout] 对方没有应答。
    [tlsInvalid] 对方的证书无效。
    [rejected] 对方不接受推流，请检查密钥。
    [closed] 对方断开了连接。
    [stalled] 对方不再接收所发内容。
    [srtMissing] 服务器未安装 SRT（libsrt）。
    [channelMissing] 网播中没有这种语言。
   *[internal] 服务器错误。
}
push-address = 地址
push-language = 语言
push-key = { $srt ->
    [true] 流标识（不再显示）
   *[false] 推流密钥（不再显示）
}
push-passphrase = 加密口令（不再显示）
push-add = 添加
error-webcastOff = 本会议不得网播。
error-sittingInCamera = 本次会议不公开，不作网播。
error-unknownWebcast = 没有这一网播或发言。
error-unknownPush = 没有这一推送目标。
error-pushesFull = 不能再添加推送目标，请先删除一个。
error-unknownRecording = 没有这一录像。
