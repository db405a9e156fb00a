# The registration desk
desk-title = 注册处
desk-loading = 正在加载…
desk-pages = 注册处页面
desk-page = { $page ->
    [conferences] 会议
    [staff] 账户
    [keys] 系统密钥
    [audit] 审计日志
   *[help] 帮助
}
desk-sections = 本会议的页面
desk-section = { $section ->
    [overview] 概览
    [plan] 设置
    [people] 人员
    [import] 导入表格
    [accreditation] 资格审核
    [check-in] 签到
    [messages] 消息
    [list] 与会者名单
    [coaching] 辅导
    [locked] 被锁定者
   *[log] 审计日志
}

# Signing in
desk-sign-in = 登录
desk-sign-in-lead = 供会议组织者、注册处和技术团队使用。
desk-sign-in-lost = 密码或手机丢失？请管理员更新您的账户。
desk-sign-out = 退出登录（{ $name }）
desk-name = 账户名
desk-password = 密码
desk-code = 身份验证器应用中的代码
desk-code-hint = 六位数字。每个代码只能使用一次。
desk-session-over = 您的会话已结束
desk-session-over-text = 请重新登录后继续。您输入的内容仍然保留。
desk-leave = 离开
desk-locked-until = 错误次数过多。账户锁定至 { $time }。

# What is wrong
desk-fault = { $code ->
    [signInFailed] 名称、密码或代码有误。
    [sessionUnknown] 您的会话已结束。请重新登录。
    [csrfInvalid] 您的会话已改变。请重新登录。
    [lockedOut] 错误次数过多。管理员可以解锁该账户。
    [busy] 服务器繁忙。请稍后再试。
    [passwordWeak] 请选择更长的密码：至少十二个字符，其中五个不同，且不含账户名。
    [nameTaken] 该名称已被使用。
    [unknownStaff] 该账户已不存在。
    [unknownConference] 该会议不存在。
    [unknownPerson] 此人已不在注册之列。
    [unknownRegistration] 该注册已不存在。
    [unknownDeclaration] 该声明已不存在。
    [unknownLetter] 没有提交信函。
    [unknownDocument] 该文件已不存在。
    [documentsFull] 本会议的文件已占满为其预留的空间。
    [changedMeanwhile] 其间已有他人作了修改。
    [registrationNotOpen] 注册尚未开放。
    [registrationClosed] 注册已截止。您仍可接收迟到者。
    [alreadyRegistered] 该编号或地址已注册。
    [formForbids] 本会议的形式不允许这种出席方式。
    [participantsFull] 名额已满。
    [activeFull] 活跃名额已满。
    [delegationFull] 该代表团的名额已用完。
    [onSiteFull] 现场席位或该代表团的现场席位已满。
    [encodingUnclear] 无法确定该文件的编码。请在下方选择。
    [channelMissing] 没有可供发送的地址。
    [wrongState] 会议在目前状态下无法这样做。
    [fileTypeRefused] 不接受这类文件：须为 PDF、Word 或纯文本，文件名以 .pdf、.docx 或 .txt 结尾。
    [nameInvalid] 该文件名无法使用。
    [unknownMessage] 该消息已不存在。
    [unknownSlot] 该时段已不存在。
    [slotFull] 该时段已约满。
    [unknownKey] 该密钥已不存在。
   *[other] -
}
desk-field-refused = 请检查：{ $field }。
desk-column-needed = 请选择包含以下内容的列：{ $field }。
desk-table-refused = { $reason ->
    [binary] 这不是表格。请选择 CSV 或 XLSX 文件。
    [empty] 文件为空。
   *[other] 无法读取该表格。请选择带标题行的 CSV 或 XLSX 文件。（第 { $line } 行）
}
desk-wrong = { $fault ->
    [needed] 请填写此项。
    [notNumber] 请输入整数，最大为 100,000。
    [notTime] 该日期和时间不存在。
    [tooEarly] 早于开始时间。
    [past] 该时间已过。
    [notLink] 须为以 https:// 开头的地址。
    [notZone] 未知时区。示例：Asia/Shanghai
    [taken] 已被使用。
    [virtual] 线上会议没有现场席位。
    [notId] 只能使用小写字母、数字和连字符，最多 48 个。
   *[other] 服务器不接受此内容。
}
desk-faults = { $count ->
   *[other] 有 { $count } 个字段需要处理。尚未保存任何内容。
}

# Conferences
desk-new = 新建会议
desk-new-go-on = 新建会议（未保存）
desk-no-conferences = 还没有会议。
desk-closes-at = 注册截止：{ $time }
desk-state = { $state ->
    [draft] 草稿
    [planned] 已发布，尚未开放
    [open] 注册开放
    [closed] 注册截止
   *[final] 最终
}
desk-state-means = { $state ->
    [draft] 只有工作人员能看到本会议。发布后所有人都能看到，会场向已注册人员开放。
    [planned] 所有人都能看到本会议。注册将在设定时间自动开放。
    [open] 可以注册人员。到截止时间或由您截止后，线上代表会收到访问码。
    [closed] 访问码已发出。仍可添加迟到者，他们会立即收到访问码。
   *[final] 与会者名单已为最终名单。本会议的任何内容都不能再更改。
}
desk-form = { $form ->
    [physical] 线下
    [virtual] 线上
   *[hybrid] 混合
}
desk-where = 目前阶段
desk-places = 名额
desk-facts = 基本信息
desk-step = { $step ->
    [publish] 发布
    [remove] 删除草稿
    [close] 截止注册
    [invite] 发送邀请函
    [reopen] 重新开放注册
   *[final] 定为最终名单
}
desk-step-means = { $step ->
    [publish] 所有人都将看到本会议，会场向已注册人员开放。不会发送任何消息。
    [remove] 草稿将被删除，无法撤销。
    [close] 注册立即截止。将发送以下内容：
    [invite] 尚未收到邀请函的受邀者将收到邮件，其中包含截止时间和场次。
    [reopen] 可以继续注册。已发出的访问码仍然有效。不会发送任何消息。
   *[final] 与会者名单成为最终名单，会议的任何内容都不能再更改。不会发送任何消息。
}
desk-counting = 正在统计发送对象…
desk-sent-access = { $count ->
   *[other] { $count } 名线上代表将通过邮件收到访问码。
}
desk-sent-pending = { $count ->
   *[other] { $count } 人仍在等待资格审核，暂不会收到任何消息。
}
desk-sent-without = { $count ->
   *[other] { $count } 名已通过审核的人员没有地址，不会收到任何消息。
}
desk-closed = { $count ->
   *[other] 注册已截止。{ $count } 条消息正在发送。
}
desk-meter = { $what ->
    [registered] 已注册
    [active] 活跃名额
    [onSite] 现场席位
    [waiting] 候补名单
    [invited] 已邀请
   *[pending] 等待资格审核
}
desk-of = { $taken } / { $limit }

# The form of a conference
desk-part = { $part ->
    [basics] 会议
    [dates] 日期
    [places] 名额与配额
   *[rules] 注册
}
desk-plan-field = { $field ->
    [title] 标题
    [conferenceId] 网址中的短名称
    [form] 形式
    [venue] 地点
    [languages] 口译语言
    [startsAt] 开始
    [endsAt] 结束
    [opensAt] 注册开放
    [deadlineAt] 注册截止时间
    [timezone] 时区
    [participantsLimit] 与会者上限
    [activeLimit] 活跃与会者上限
    [onSiteLimit] 现场席位
    [quota] 每个代表团的配额
    [quotas] 个别代表团的配额
    [onSiteQuota] 每个代表团的现场席位
    [delegations] 代表团
    [groups] 名单中的组别，按顺序
    [documents] 文件
    [sittings] 场次
    [accreditationRequired] 需要资格审核
    [accreditationMails] 用邮件通知资格审核结果
    [ownForm] 可在公开页面自行注册
    [webcastDeclarations] 收看网播者可以申报，列入最终名单
    [retentionDays] 个人资料保存天数
    [invitation] 邀请函正文
    [reminderDays] 截止前多少天提醒
   *[other] -
}
desk-text-in = { $label }（{ $language }）
desk-other-languages = 其他语言（已填 { $filled } / { $all }）
desk-id-hint = 所有链接都包含它，例如 gc-2027。以后不能更改。
desk-dates-hint = 所有时间均为下方时区的当地时间。
desk-opens-hint = 留空：发布后立即开放。
desk-deadline-hint = 留空：由您手动截止。
desk-places-hint = 留空即不设上限。
desk-accreditation-hint = 注册处批准之前，任何人都不会收到访问码。
desk-own-form-hint = 适用于没有其他注册系统的情况。
desk-declarations-hint = 每份声明都由注册处批准。
desk-invitation-hint = 会自动附上截止时间和场次。
desk-retention-hint = 自会议结束之日起计算。
desk-sittings-hint = 指定同一会场的各场次共用会场、发言名单和链接。
desk-documents-hint = 在公开页面和会场中显示的链接或文件。
desk-delegations-hint = 国家无需添加：名称和顺序已知。只为有单独配额、名称或位置的代表团添加条目。
desk-groups-hint = 用逗号分隔。已知组别：members、observers、organisations。
desk-sitting = 第 { $number } 场
desk-add-sitting = 添加场次
desk-meeting = 会场
desk-meeting-hint = 链接 /meeting/… 的一部分
desk-public = 公开
desk-agenda = 议程（{ $count }）
desk-agenda-item = 议程项目 { $number }
desk-agenda-number = 编号
desk-add-agenda-item = 添加议程项目
desk-document = 文件 { $number }
desk-add-document = 添加文件
desk-symbol = 文号
desk-link = 链接
desk-delegation = 代表团 { $number }
desk-add-delegation = 添加代表团
desk-own-quota = 单独配额
desk-group-of = 组别
desk-group-own = 按已知
desk-group = { $group ->
    [members] 成员
    [observers] 观察员
    [organisations] 组织
   *[other] { $name }
}
desk-order = 先于名称的排序
desk-order-hint = 留空：按名称。
desk-official-name = 正式名称
desk-remove = 移除
desk-save = 保存
desk-found = 创建会议
desk-discard = 放弃更改
desk-unsaved = 尚未保存
desk-saved = 已保存。
desk-merged = 两个版本已合并。请检查后保存。
desk-meanwhile = 已有他人保存了本会议
desk-meanwhile-text = 您输入的内容不会丢失。双方都修改之处，请选择采用哪一个。
desk-meanwhile-taken = 仅由对方修改、已采用：{ $fields }
desk-ours = 我的版本
desk-theirs = 对方版本
desk-merge = 合并并检查
desk-yes-no = { $is ->
    [true] 是
   *[false] 否
}

# People
desk-people = { $count ->
   *[other] { $count } 人
}
desk-searching = 正在搜索…
desk-find = 姓名、编号、地址或代表团
desk-any = 全部
desk-add-person = 添加人员
desk-export = 存为 CSV
desk-field = { $field ->
    [number] 注册编号
    [email] 电子邮件
    [honorific] 称谓
    [givenName] 名
    [familyName] 姓
    [language] 语言
    [phone] 电话
    [role] 角色
    [delegation] 代表团
    [function] 职务
    [rank] 团内排序
    [booth] 同传厢（语言）
    [attendance] 出席方式
    [accreditation] 资格审核
    [standing] 注册状态
    [reason] 理由
    [name] 名称
    [encoding] 编码
   *[other] { $field }
}
desk-role = { $role ->
    [delegate] 活跃与会者
    [passive] 旁听与会者
    [chair] 主席
    [moderator] 主持人
    [interpreter] 口译员
   *[technician] 技术员
}
desk-attendance = { $attendance ->
    [onSite] 现场
    [webcast] 收看网播
   *[remote] 线上
}
desk-accreditation = { $accreditation ->
    [pending] 待审核
    [approved] 已批准
   *[refused] 已拒绝
}
desk-standing = { $standing ->
    [registered] 已注册
    [waiting] 候补
    [invited] 已邀请
   *[cancelled] 已撤销
}
desk-locked = 已锁定
desk-late = 作为截止后的迟到者接收
desk-on-waiting-list = 列入候补名单
desk-register = 注册
desk-services = 针对此人
desk-unlock = 解锁
desk-unlocked = 已解锁。
desk-new-access = 新访问码
desk-access-sent = 新访问码正在发送。
desk-withdraw = 撤销注册
desk-withdrawn = 注册已撤销。
desk-restore = 重新注册
desk-everything = 保存此人的全部资料
desk-erase = 删除此人
desk-person-step = { $step ->
    [withdraw] 名额将空出，访问码失效。
    [access] 旧访问码立即失效，新访问码通过邮件发送。
   *[erase] 此人在所有会议中的全部资料都将删除，无法撤销。
}
desk-refused-because = 拒绝理由：{ $reason }
desk-letter-attach = 添加信函
desk-letter-other = 更换信函
desk-letter-open = 打开信函
desk-letter-save = 保存信函
desk-no-letter = 没有信函

# Import
desk-import-hint = 带标题行的 CSV 或 XLSX 表格。任何更改之前您都会先看到预览；同一表格导入两次不会有变化。
desk-file = 选择表格
desk-file-other = 选择其他文件
desk-look-again = 重新读取
desk-reading = 正在读取表格…
desk-encoding = 编码
desk-encoding-found = 识别为：{ $encoding }
desk-encoding-any = 自动识别
desk-name-encoding = 编码是猜测的：请对照前几行并在上方选择。
desk-as-invited = 仅邀请这些人：暂不占名额
desk-preview = 表格将带来的更改
desk-applied = 表格已导入
desk-outcome = { $outcome ->
    [added] 新增：{ $number }
    [changed] 更改：{ $number }
    [unchanged] 未变：{ $number }
   *[refused] 未接受：{ $number }
}
desk-refusals = 无法接受的行
desk-refusals-hint = 请在表格中改正后重新选择，或不含这些行直接应用。
desk-row = 第 { $line } 行
desk-row-twice = 与第 { $line } 行是同一人。
desk-row-fields = 无法接受：{ $fields }
desk-missing = { $count ->
   *[other] { $count } 名已注册人员不在表格中。他们不受影响。
}
desk-see-people = 查看人员
desk-apply = { $count ->
   *[other] 应用：{ $count } 人
}
desk-columns = 各列的含义
desk-columns-hint = 须有姓，以及注册编号或电子邮件地址。
desk-no-column = 无此列
desk-first-rows = 前几行

# Accreditation
desk-approve = 批准
desk-refuse = 拒绝
desk-reason = 理由
desk-reason-hint = 可能会告知本人。
desk-decided = { $decision ->
    [approved] 已批准：{ $name }
    [refused] 已拒绝：{ $name }
   *[pending] 重新待审核：{ $name }
}

# Check-in
desk-check-in = 签到
desk-check-in-hint = 供现场出席者使用。输入证件编号后按回车，或选择姓名。
desk-sitting-of = 场次
desk-no-sittings = 本会议还没有场次。
desk-find-badge = 编号或姓名
desk-find-badge-hint = 只剩一人时按回车即签到。
desk-nobody = 没有找到
desk-here = 已签到
desk-here-already = 此前已签到
desk-present = { $count ->
   *[other] 已签到 { $count } 人
}
desk-obstacle = { $obstacle ->
    [standing] 未注册
    [accreditation] 未通过审核
   *[attendance] 线上出席
}
desk-latest = 最近签到

# Messages
desk-messages = { $count ->
   *[other] { $count } 条消息
}
desk-message-states = 消息状态
desk-message-state = { $state ->
    [queued] 等待中
    [sending] 发送中
    [sent] 已发送
    [held] 留存
    [refused] 退回
    [failed] 已放弃
    [uncertain] 不确定
   *[expired] 已失效
}
desk-all = 全部
desk-refresh = 刷新
desk-held-hint = 留存：没有配置邮件服务器或短信网关。请阅读消息并自行转交。
desk-kind = { $kind ->
    [access] 访问码
    [oneTime] 一次性代码
    [invitation] 邀请
    [reminder] 提醒
    [accreditation] 资格审核
    [onSite] 地点与时间
    [changed] 时间变更
    [cancelled] 取消通知
    [coachingBooked] 辅导已预约
    [coachingReminder] 辅导提醒
    [coachingChanged] 辅导变更
    [coachingCancelled] 辅导取消
   *[other] 通知
}
desk-channel = { $channel ->
    [sms] 短信
   *[mail] 邮件
}
desk-somebody = 某人
desk-read = 阅读
desk-send-again = 重新发送
desk-look-noted = 此次查看会记入审计日志。
desk-calendar = 保存日历文件
desk-more = 显示更多

# The official list
desk-list-language = 名单语言
desk-edition-label = 版本
desk-edition = { $edition ->
    [provisional] 临时
   *[final] 最终
}
desk-edition-means = { $edition ->
    [provisional] 目前所有通过审核的人员。
   *[final] 所有通过审核的现场人员、进入会场的线上代表和已批准的声明。
}
desk-declarations = 收看网播
desk-no-declarations = 还没有人申报。

# Audit log
desk-who = { $who ->
    [system] 服务器
    [registration] 一名代表
    [key] 密钥 { $id }
   *[other] { $id }
}
desk-act = { $act ->
    [conferenceAdded] 创建了会议
    [conferenceChanged] 更改了会议
    [conferencePublished] 发布了会议
    [conferenceRemoved] 删除了草稿
    [registrationClosed] 截止了注册
    [registrationReopened] 重新开放了注册
    [listFinal] 定为最终名单
    [registered] 注册了一人
    [registrationChanged] 更改了一项注册
    [personChanged] 更改了一人
    [personErased] 删除了一人
    [personExported] 交出了一人的资料
    [tableImported] 导入了表格
    [letterAttached] 添加了信函
    [accreditation-approved] 批准了资格
    [accreditation-refused] 拒绝了资格
    [accreditation-pending] 将资格恢复为待审核
    [declaration-approved] 批准了声明
    [declaration-refused] 拒绝了声明
    [declaration-pending] 将声明恢复为待审核
    [accessRenewed] 发送了新访问码
    [unlocked] 解锁了一人
    [checkedIn] 签到
    [codeAsked] 请求了一次性代码
    [authenticatorEnrolled] 绑定了身份验证器应用
    [messageRead] 阅读了留存的消息
    [sentAgain] 重新发送了消息
    [staffAdded] 创建了账户
    [staffDisabled] 停用了账户
    [staffRenewed] 更新了账户
    [staffUnlocked] 解锁了账户
    [invitationSent] 发送了邀请函
    [invitedReminded] 提醒了受邀者
    [keyIssued] 签发了密钥
    [keyRevoked] 吊销了密钥
    [slotAdded] 提供了辅导时段
    [slotChanged] 更改了辅导时段
    [slotWithdrawn] 取消了辅导时段
    [signInTried] 尝试登录
    [signedIn] 登录
   *[other] { $name }
}

# Accounts
desk-accounts = 账户
desk-new-account = 新账户
desk-password-hint = 至少十二个字符。请当面交付。
desk-add-account = 创建账户
desk-disable = 停用
desk-disabled = 已停用
desk-disable-text = { $name } 将无法再登录，所有打开的会话都会结束。
desk-staff-role = { $role ->
    [administrator] 管理员
    [organiser] 组织者
    [desk] 注册处
    [technician] 技术员
   *[auditor] 审计员
}
desk-role-may = { $role ->
    [administrator] 可做一切，包括账户和个人资料。
    [organiser] 会议、表格、截止、名单、审计日志，以及注册处的所有权限。
    [desk] 人员、资格审核、消息、签到、解锁和名单。
    [technician] 查看会议并为人员解锁。
   *[auditor] 查看会议和审计日志。
}
desk-enrolment = 账户 { $name } 已创建。其身份验证密钥仅显示这一次：请扫描，或输入到应用中。
desk-enrolment-picture = 身份验证密钥的二维码

# Keys
desk-keys-hint = 其他系统用密钥代替账户，例如按编号注册人员。
desk-scopes = 密钥的权限
desk-add-key = 签发密钥
desk-key-secret = 请立即复制密钥内容：仅显示这一次。
desk-revoke = 吊销
desk-revoke-text = 使用该密钥的系统将立即失去访问权限。
desk-revoked = 已失效
desk-key-used = 上次使用：{ $time }
desk-key-unused = 从未使用
desk-duty = { $duty ->
    [read] 查看会议
    [people] 人员
    [import] 表格
    [accredit] 资格审核
    [list] 名单
   *[messages] 消息
}

# Coaching
desk-add-slots = 提供辅导时段
desk-slot-number = { $name ->
    [minutes] 每次分钟数
    [places] 每次名额
   *[count] 连续次数
}
desk-slot-what = 类型
desk-slot-kind = { $kind ->
    [coaching] 辅导
   *[test] 测试
}
desk-no-slots = 尚未提供时段。
desk-booked = 已预约 { $taken } / { $places }
desk-came = 已到
desk-no-show = 未到
desk-slot-withdraw = 取消时段
desk-slot-withdraw-text = 预约者会收到邮件通知。
desk-slot-join = 以技术员身份进入

# Help
desk-help-title = { $topic ->
    [plan] 1 · 筹备会议
    [people] 2 · 注册人员
    [accreditation] 3 · 审核资格
    [close] 4 · 截止注册
    [entry] 5 · 协助入会
    [check-in] 6 · 现场签到
    [list] 7 · 与会者名单
   *[privacy] 个人资料
}
desk-help-text = { $topic ->
    [plan] 创建会议，填写标题、日期、名额和场次。发布之前它是草稿；发布后公开页面和会场随即开放。
    [people] 导入表格、逐个添加人员，或在您允许时由本人自行注册。没有名额的人可以候补；空出的名额归等候最久的人。
    [accreditation] 打开信函，然后批准，或说明理由予以拒绝。只有获批准者才会收到访问码并列入名单。
    [close] 到截止时间或手动截止时，每名通过审核的线上代表都会收到一封本人语言的邮件，内含链接、访问码和日历。之后通过审核者会立即收到。任何消息都不会发送两次。
    [entry] 代表打开链接，输入访问码，再输入通过邮件、短信或应用收到的一次性代码。错误过多会被锁定：找到此人并解锁。新访问码会使旧码失效。
    [check-in] 在门口输入证件编号或姓名中的几个字，然后按回车。线上代表进入会场即为签到。
    [list] 临时名单列出所有通过审核者。会后将其定为最终名单；届时列出实际与会者。
   *[privacy] 管理员可以保存某人的全部资料，也可以删除。会议设定的天数过后，资料会自动删除。审计日志不记录姓名。
}

# 文件、被锁定者、名单版本
desk-files = 文件
desk-files-later = 会议创建之后即可提交文件。
desk-file-language = 文件语言
desk-add-file = 提交文件
desk-file-sending = 正在发送文件……
desk-locked-hint = 用完所有一次性验证码的人在此等候。解锁之前请确认其身份。
desk-nobody-locked = 没有人被锁定。
desk-version-label = 版次
desk-version-newest = 最新
desk-version = 第 { $number } 版，{ $time }
desk-new-edition = 制作新的最终名单
desk-new-edition-text = 此后已审定的声明将列入其中。以前的版次仍保留。
desk-edition-same = 名单没有变化，因此没有新版次。
desk-slot-edit = 更改
desk-slot-edit-text = 预约者会收到有关更改的邮件。
desk-key-expires = 有效期至
desk-key-expires-hint = 留空则在撤销之前一直有效。
desk-key-until = 有效期至 { $time }
desk-sent-on-site = { $count ->
   *[other] { $count } 名现场与会者将通过邮件收到地点和时间。
}
