# Public page
check-title = 检查您的电脑和网络
check-lead = 会前花几分钟在这里很值得。除一幅由噪点构成的测试画面外，您说的和展示的任何内容都不会离开您的电脑。每一步都可以跳过或重做。
check-kind = 您将如何参会？
check-role = { $role ->
    [active] 我可能发言：全部检查
   *[passive] 我只旁听：扬声器和网络
}
check-again = 再检查一次

# Steps
arrival-step = 第 { $position } 步，共 { $steps } 步
arrival-title = { $step ->
    [browser] 浏览器
    [loudspeaker] 扬声器或耳机
    [microphone] 麦克风
    [echo] 耳麦与回声
    [camera] 摄像头与光线
    [network] 网络
   *[language] 语言
}
arrival-lead = { $step ->
    [browser] 我们查看您使用的浏览器，您无需操作。
    [loudspeaker] 提示音先在左侧、再在右侧响起。开始前请戴上耳麦。
    [microphone] 请朗读这句话，随后您会听到自己的声音；录音只留在您的电脑上。
    [echo] 将播放一段短促的上升音，并由麦克风监听。请像开会时一样戴好耳麦。
    [camera] 您看到的就是别人将看到的您。光线应来自前方，而不是身后的窗户。
    [network] 将以 4 Mbit/s 对通往会议的真实线路测试约十秒。
   *[language] 您想收听哪种语言？会议中可随时更改。
}
arrival-outcome = { $outcome ->
    [good] 正常
    [warning] 请留意
    [failed] 无法使用
   *[skipped] 已跳过
}
arrival-advice = { $advice ->
    [browserUnknown] 本产品未在此浏览器上测试过；已测试 Chrome、Edge 和 Firefox。
    [browserOld] 您的浏览器版本过旧，请更新。
    [insecureContext] 此页面不是通过 https 打开的，浏览器不允许使用麦克风和摄像头。请打开以 https 开头的地址。
    [noWebrtc] 此浏览器无法收发实时声音和画面。请使用 Chrome、Edge 或 Firefox。
    [deviceDenied] 浏览器未获准使用该设备。
    [deviceMissing] 没有找到该设备。请插好设备，稍等片刻后重做此步。
    [deviceBusy] 该设备正被其他程序使用。请关闭其他视频通话后重做此步。
    [notHeard] 请检查耳麦是否插好、扬声器是否选对、音量是否调高，然后重做此步。
    [oneSide] 有一侧没有声音。请把插头插到底，或换一副耳麦。
    [micSilent] 麦克风没有声音。线控开关是否静音，或是否选了别的麦克风？
    [micQuiet] 您的声音太小。请把麦克风移近嘴边，或调高音量。
    [micClipping] 您的声音失真。请调低麦克风音量，或稍微移远一些。
    [micNoisy] 周围有噪声。请关好门窗，关掉风扇，并使用耳麦。
    [micNotHeardBack] 您没有清楚听到自己，口译员同样会听不清：请换一个麦克风。
    [echoFound] 您的麦克风收到了扬声器的声音，别人会听到自己的回声。请使用耳麦。
    [cameraDark] 画面偏暗。请在面前放一盏灯。
    [cameraBright] 画面过亮。请移开灯光，或避开阳光。
    [cameraFlat] 画面中几乎分辨不出内容。身后是否有窗户，或镜头上是否有遮挡？
    [cameraStill] 画面静止不动。摄像头是否被遮住？
    [downSlow] 您的接收速率低于建议的 4 Mbit/s，画面会变小。请使用网线并停止下载。
    [upSlow] 您的发送速率低于建议的 4 Mbit/s，别人看到的您会变小。请使用网线。
    [loss] 途中有数据包丢失。请用网线代替无线网络。
    [delay] 到服务器的路程较长，回应会有延迟。
    [jitter] 数据包到达不均匀。请用网线代替无线网络。
    [noUdp] 您的网络阻断了 UDP。会议可通过 TCP 进行，但延迟更大。请让网络管理员放行 UDP。
    [relayOnly] 您的网络只允许通过中继参会。请让网络管理员放行 UDP。
    [noPath] 您的网络既不放行声音也不放行画面。请换一个网络，或联系网络管理员。
    [testBusy] 此刻测试的人很多，请一分钟后重做此步。
   *[testUnavailable] 无法测试网络。请重做此步，或跳过它继续。
}
arrival-allow = { $browser ->
    [chrome] 请点击地址左侧的图标，允许麦克风和摄像头，然后重做此步。
    [edge] 请点击地址左侧的锁形图标，允许麦克风和摄像头，然后重做此步。
    [firefox] 请点击地址栏中带斜线的图标，取消阻止，然后重做此步。
    [safari] 请在 Safari 菜单中选择“此网站的设置”，允许麦克风和摄像头，然后重做此步。
   *[other] 请在浏览器设置中允许麦克风和摄像头，然后重做此步。
}

# Sound
arrival-play = 播放提示音
arrival-side = { $side ->
    [left] 左侧……
    [right] 右侧……
   *[both] 两侧……
}
arrival-heard = 您听到了什么？
arrival-heard-both = 两侧都有
arrival-heard-one = 只有一侧
arrival-heard-none = 没有声音
arrival-speak-words = “谢谢主席女士。我国代表团欢迎这份报告，并支持该提案。”
arrival-record = 录音四秒
arrival-mic-stage = { $stage ->
    [recording] 请讲话，正在录音……
   *[playing] 这就是您的声音……
}
arrival-heard-yourself = 您清楚地听到自己了吗？
arrival-heard-well = 是
arrival-heard-badly = 没有，或不清楚
arrival-level = 您的麦克风音量
arrival-echo = 检测回声

# Picture, network, language
arrival-camera = 显示我的画面
arrival-own-picture = 您自己的画面
arrival-network = 测试网络
arrival-phase = { $phase ->
    [waiting] 其他人正在测试，您排在第 { $position } 位。
    [reaching] 正在寻找通往服务器的线路……
    [down] 接收：{ $rate } Mbit/s
   *[up] 发送：{ $rate } Mbit/s
}
arrival-figures = 测量结果
arrival-down = 接收
arrival-up = 发送
arrival-rate = { $rate } Mbit/s
arrival-loss-down = 到您这里的丢包
arrival-loss-up = 从您发出的丢包
arrival-jitter = 抖动
arrival-round-trip = 往返时间
arrival-ms = { $value } 毫秒
arrival-path = { $path ->
    [udp] 经 UDP
    [tcp] 经 TCP
   *[relay] 经中继
}
arrival-path-outcome = { $outcome ->
    [works] 可用
    [fails] 不通
   *[none] 未提供
}
arrival-language = 收听语言
arrival-choose = 请选择
arrival-floor = 原声（会场）

# The way through, and the result
arrival-next = 下一步
arrival-finish = 显示结果
arrival-skip = 跳过此步
arrival-back = 返回
arrival-skip-all = 不检查，直接继续
arrival-verdict = { $verdict ->
    [good] 一切就绪
    [usable] 您可以参会，但有需留意之处
   *[unfit] 您的网络不适合参会
}
arrival-verdict-words = { $verdict ->
    [good] 所检查的各项均正常。
    [usable] 您可以正常参会；改善下面标出的各项效果会更好。
   *[unfit] 请换一个网络，或向支持人员求助。您仍可进入会议。
}
arrival-reference = 技术支持参考号：
arrival-no-reference = 结果未能为技术支持保存，请复制或打印。
arrival-repeat = 重做
arrival-repeat-step = 重做：{ $step }
arrival-go-on = 继续
arrival-copy = 复制结果
arrival-copied = 已复制
arrival-print = 打印

# The test meeting
test-meeting = 试一试：测试会议
test-meeting-words = 机器人主席会请您发言，几秒钟后您会在语言频道听到自己的声音。
