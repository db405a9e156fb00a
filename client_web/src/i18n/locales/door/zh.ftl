# First page
door-links = 帮助
door-guide = 用户指南
door-check = 连接测试
door-browser = 此浏览器未经本会议系统测试。如有可能，请在电脑上使用 Chrome、Firefox 或 Edge。
door-conferences = 大会与会议
door-running = 进行中
door-state = { $state ->
    [planned] 尚未开放报名
    [open] 报名开放中
    [closed] 报名已截止
   *[final] 与会者名单已确定
}
door-enter = 进入
door-register = 报名
door-webcast = 网播
door-on-air = 正在直播
door-watch = 观看：{ $name }
door-recordings = 往期会议录像
door-details = 日程与文件
door-dates = 日期
door-zone = 会场时间（{ $zone }）
door-venue-time = 会场时间 { $time }（{ $zone }）
door-form = 形式
door-form-words = { $form ->
    [physical] 现场
    [virtual] 线上
   *[hybrid] 现场与线上
}
door-venue = 会场
door-deadline = 报名截止

# A conference
door-programme = 日程
door-no-sittings = 日程将在此公布。
door-closed-sitting = 非公开会议
door-agenda = 议程
door-documents = 文件
door-registration = 报名
door-registered = 谢谢。如果您的报名可以受理，您将收到电子邮件；报名截止后会寄送访问码。
door-invitation = 您受到邀请
door-accept = 接受并报名
door-accepted = 谢谢，您已报名。报名截止后，访问码将通过电子邮件寄送。
door-waiting = 名额已满：您已列入候补名单，有空缺时将通知您。
door-answered = 此邀请已得到答复。
door-decline = 谢绝邀请
door-declined = 您已谢绝邀请，秘书处已获通知。
door-given-name = 名
door-family-name = 姓
door-email = 电子邮箱
door-email-hint = 访问码和一次性验证码将发送到此邮箱。
door-phone = 手机
door-phone-hint = 可不填，含国家代码：+41…
door-delegation-none = 无
door-delegation-other = 组织…
door-organisation = 组织名称
door-function = 职务
door-role = 与会身份
door-role-words = { $role ->
    [delegate] 可发言代表
   *[passive] 旁听者
}
door-attendance = 与会方式
door-attendance-words = { $attendance ->
    [remote] 远程
   *[onSite] 现场
}
door-language = 通知语言
door-letter = 全权证书
door-letter-hint = PDF、Word 或文本。也可以之后交给报名处。
door-letter-choose = 选择文件
door-privacy = 您填写的内容仅用于本次大会，会后删除。
door-declaration = 申报通过网播与会
door-declaration-text = 如果您仅通过网播收看并希望列入最终与会者名单，请在此告知秘书处。
door-declare = 申报与会
door-declared = 谢谢。秘书处将作出决定。

# Entry
door-step = 第 { $number } 步，共 3 步
door-access-title = 输入访问码
door-access-text = 报名截止时已通过电子邮件发送给您，由十二个字母和数字组成。
door-access-code = 访问码
door-access-lost = 没有访问码？请查找报名处的邮件（包括垃圾邮件），或向报名处索取新的访问码。
door-next = 下一步
door-session-ended = 您的会话已结束，请重新登录。
door-way-title = 确认是您本人
door-way-text = 如何获取一次性验证码？
door-way-none = 没有您的邮箱或手机记录。请联系报名处。
door-way-words = { $channel ->
    [mail] 电子邮件
    [sms] 短信
   *[authenticator] 我的身份验证器应用
}
door-other-code = 使用其他访问码
door-code-title = 输入一次性验证码
door-code-sent = { $channel ->
    [sms] 我们已将六位数字通过短信发送至
   *[mail] 我们已将六位数字通过电子邮件发送至
}
door-code-app = 请输入身份验证器应用当前显示的六位数字。
door-code = 一次性验证码
door-code-life = 有效时间还剩 { $time }
door-code-over = 此验证码已过期，请重新获取。
door-tries-left = { $count ->
   *[other] 锁定前还可尝试 { $count } 次。
}
door-sign-in = 登录
door-again = 重新发送验证码
door-again-in = { $time } 后可重新发送
door-other-way = 其他方式
door-locked-title = 错误验证码次数过多
door-locked-text = 为保护您，目前任何人都不能使用此访问码登录。
door-locked-help = 请致电或写信给报名处。他们确认是您本人后会解锁，然后请在此重新开始。

# Signed in
door-welcome = 欢迎，{ $name }
door-own-meetings = 您的会议
door-enter-meeting = 进入会议
door-not-open = 尚未开放
door-elsewhere = 您已在另一台设备上进入会议。
door-move = 转到此设备
door-check-title = 检查设备
door-check-active = 几分钟即可检查麦克风、摄像头、耳机和网络连接。会前检查胜过会中排障。
door-check-passive = 检查声音和网络连接。不需要麦克风或摄像头。
door-check-now = 开始检查
door-check-back = 返回我的会议
door-coaching = 辅导时段
door-coaching-text = 与技术人员一起提前试用会议系统。
door-slot-kind = { $kind ->
    [coaching] 辅导时段
   *[test] 技术测试
}
door-slot-free = { $count ->
   *[other] 剩余 { $count } 个名额
}
door-slot-book = 预约
door-slot-give-back = 取消预约
door-slot-attend = 进入
door-slot-waiting = 等候室：{ $time } 后开放
door-own-data = 您的信息
door-own-role = 角色
door-own-data-wrong = 信息有误？报名处可以更改。
door-sign-out = 退出登录
door-app = 身份验证器应用
door-app-text = 在手机上使用身份验证器应用，无需等待消息即可登录。
door-app-enrolled = 您的身份验证器应用已设置。
door-app-enrol = 设置应用
door-app-renew = 设置另一个应用
door-app-scan = 用应用扫描此图。
door-app-picture = 身份验证器应用的二维码
door-app-secret = 或在应用中输入此密钥：
door-app-code = 应用显示的六位数字
door-app-confirm = 确认

# Refusals
door-fault-access = 没有此访问码，请核对。
door-fault-code = 验证码错误。
door-fault-app = 验证码错误。请输入应用当前显示的数字。
door-fault-spent = 已无等待中的验证码，请重新获取。
door-fault-channel = 无法通过此方式发送验证码。
door-fault-accreditation = 您的资格尚未获准。请联系报名处。
door-fault-onsite = 您报名的是现场与会。如需远程与会，请联系报名处。
door-fault-meeting = 此会议未开放。
door-fault-fast = 尝试次数过多。请稍候再试。
door-fault-busy = 同时进入的人过多。请稍后再试。
door-fault-conference = 没有此大会，或尚未公布。
door-fault-not-open = 尚未开放报名。
door-fault-closed = 报名已截止。请联系秘书处。
door-fault-full = 名额已满。
door-fault-active = 可发言代表名额已满。您可以报名旁听。
door-fault-delegation = 该代表团名额已满。
door-fault-seats = 现场座位已满。您可以远程与会。
door-fault-form = 本次大会不提供此与会方式。
door-fault-field = 表格中有内容不正确，请核对。
door-fault-registered = 已有相同信息的人报名。
door-fault-invitation = 此邀请已失效。
door-fault-slot-full = 该时段刚刚约满，请选择其他时段。
door-fault-slot = 该时段已不再提供。

# Support
door-help = 求助
door-help-title = 询问技术人员
door-help-text = 请停留在此页面，他们会在此回复。
door-help-message = 您的留言
door-helper = { $name } 正在帮助您。
door-help-wait = 留言已转达，将在此回复您。
door-help-invited = { $name } 想与您通话：仅你们两人，有声音和画面。
door-help-meet = 加入技术支持通话
