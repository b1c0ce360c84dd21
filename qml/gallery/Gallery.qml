pragma ComponentBehavior: Bound
import QtQuick
import Mingcha.Kit
import Mingcha.Theme

/// Every shared control in every state, to look at and to grab.
Rectangle {
    id: root

    property bool dark: false
    property bool large: false

    color: Theme.color.bg
    implicitHeight: body.height + 2 * Theme.space.xl
    implicitWidth: 1280

    readonly property var tri: [{
            "value": "2",
            "word": "符合",
            "level": 1
        }, {
            "value": "1",
            "word": "基本符合",
            "level": 4
        }, {
            "value": "0",
            "word": "不符合",
            "level": 5
        }]
    readonly property var five: [{
            "value": "5",
            "word": "优",
            "level": 1
        }, {
            "value": "4",
            "word": "良",
            "level": 2
        }, {
            "value": "3",
            "word": "合格",
            "level": 3
        }, {
            "value": "2",
            "word": "基本合格",
            "level": 4
        }, {
            "value": "1",
            "word": "不合格",
            "level": 5
        }]

    Binding {
        property: "dark"
        target: Theme
        value: true
        when: root.dark
    }
    Binding {
        property: "fontScale"
        target: Theme
        value: 1.5
        when: root.large
    }

    component Group: Column {
        id: group

        property string title: ""
        property string note: ""
        default property alias content: flow.data

        spacing: Theme.space.m
        width: parent?.width ?? 0

        Divider {
            width: parent.width
        }
        Row {
            spacing: Theme.space.xl
            width: parent.width

            Column {
                id: words

                width: 128

                Label {
                    face: Theme.type.label
                    strong: true
                    text: group.title
                    width: parent.width
                }
                Label {
                    face: Theme.type.caption
                    muted: true
                    text: group.note
                    width: parent.width
                }
            }
            Flow {
                id: flow
                spacing: Theme.space.m
                width: parent.width - words.width - parent.spacing
            }
        }
    }

    Column {
        id: body

        spacing: Theme.space.xl
        width: parent.width - 2 * Theme.space.xxl
        x: Theme.space.xxl
        y: Theme.space.xl

        Label {
            face: Theme.type.display
            text: "组件"
        }
        Group {
            note: "高 56、48"
            title: "按钮"

            Button {
                iconName: "plus"
                kind: "filled"
                objectName: "gallery.filled"
                tall: true
                text: "开始督导"
            }
            Button {
                iconName: "camera"
                kind: "tonal"
                tall: true
                text: "拍照"
            }
            Button {
                objectName: "gallery.outlined"
                tall: true
                text: "延后到手机确认"
            }
            Button {
                iconName: "pencil"
                kind: "text"
                text: "编辑"
            }
            Button {
                iconName: "alert"
                kind: "danger"
                tall: true
                text: "紧急上报"
            }
            Button {
                enabled: false
                kind: "filled"
                tall: true
                text: "交给视导员"
            }
            IconButton {
                iconName: "sun"
                text: "户外"
            }
            IconButton {
                checked: true
                edged: true
                iconName: "hand"
                text: "手套"
            }
        }
        Group {
            note: "高 56，间距 8"
            title: "评分"

            ScoreControl {
                idBase: "gallery.open."
                naAllowed: true
                options: root.tri
                width: 540
                onChosen: value => picked.value = value
            }
            ScoreControl {
                id: picked
                idBase: "gallery.score."
                naAllowed: true
                objectName: "gallery.score"
                options: root.tri
                value: "2"
                width: 540
                onChosen: value => {
                    picked.value = value;
                    picked.na = false;
                }
                onNaChosen: picked.na = true
            }
            ScoreControl {
                naAllowed: true
                options: root.tri
                value: "1"
                width: 540
            }
            ScoreControl {
                naAllowed: true
                options: root.tri
                value: "0"
                width: 540
            }
            ScoreControl {
                na: true
                naAllowed: true
                options: root.tri
                width: 540
            }
            ScoreControl {
                naAllowed: true
                options: root.tri
                readOnly: true
                width: 540
            }
            ScoreControl {
                naAllowed: true
                options: root.five
                value: "4"
                width: 1080
            }
            ScoreControl {
                idBase: "gallery.narrow."
                naAllowed: true
                objectName: "gallery.narrow"
                options: root.tri
                value: "0"
                width: 320
            }
            PointsControl {
                idBase: "gallery.points."
                points: ({
                        "value": "3.5",
                        "max": "5",
                        "segments": [{
                                "value": "0",
                                "word": "0"
                            }, {
                                "value": "2.5",
                                "word": "½"
                            }, {
                                "value": "5",
                                "word": "满分"
                            }],
                        "stepper": true
                    })
                width: 520
            }
            PointsControl {
                points: ({
                        "value": "2",
                        "max": "3",
                        "segments": [{
                                "value": "1",
                                "word": "1"
                            }, {
                                "value": "2",
                                "word": "2"
                            }]
                    })
                width: 520
            }
            FaultRow {
                amount: "2"
                idBase: "gallery.fault."
                rule: "每处扣 2，扣 4，得 6"
                text: "标志缺失"
                width: 520
            }
            FaultRow {
                amount: "1"
                per: "once"
                rule: "扣 3"
                text: "无值班记录"
                width: 520
            }
            SampleControl {
                idBase: "gallery.sample."
                marks: [1, 2, 0, 0, 0]
                objectName: "gallery.sample"
                total: 5
                width: 640
            }
            MeasureField {
                measure: ({
                        "value": "312",
                        "unit": "lx",
                        "hint": "输入照度",
                        "level": 1,
                        "levelWord": "符合",
                        "auto": true,
                        "input": "integer"
                    })
                width: 480
            }
        }
        Group {
            note: "高 48，点开同步页"
            title: "同步标记"

            Repeater {
                model: [{
                        "kind": "offline",
                        "text": "离线，可以正常工作"
                    }, {
                        "kind": "pending",
                        "text": "待上传 3"
                    }, {
                        "kind": "uploading",
                        "text": "正在上传 8/12"
                    }, {
                        "kind": "received",
                        "text": "中心已接收 14:02"
                    }, {
                        "kind": "attention",
                        "text": "需要处理 1"
                    }, {
                        "kind": "space",
                        "text": "空间不足，照片暂停"
                    }]
                SyncBadge {
                    required property var modelData

                    badge: modelData
                }
            }
        }
        Group {
            note: "高 28，图标、词、色"
            title: "状态标签"

            Repeater {
                model: [["neutral", "calendar", "已计划"], ["neutral", "dice", "已抽取"], ["info", "place", "已签到"], ["info", "play", "督导中"], ["info", "comment", "现场反馈"], ["success", "check", "已确认"], ["warning", "comment", "有异议"], ["pending", "tablet", "已提交·在本机"], ["info", "eye", "审核中"], ["warning", "returned", "退回补正"], ["success", "award", "已审定"], ["danger", "flag", "一票否决"], ["danger", "score-5", "C 严重"], ["warning", "score-4", "B 一般"], ["neutral", "score-3", "A 轻微"], ["warning", "relapse", "反弹"], ["plain", "camera", "必拍"], ["plain", "lock", "禁拍"]]
                StatusChip {
                    required property var modelData

                    chip: ({
                            "tone": modelData[0],
                            "icon": modelData[1],
                            "word": modelData[2]
                        })
                }
            }
        }
        Group {
            note: "日期在前，余量在后"
            title: "期限标签"

            Repeater {
                model: [["neutral", "6月27日·剩 15 天"], ["warning", "6月15日·剩 3 天"], ["warning", "今天到期"], ["danger", "6月6日·逾期 6 天"], ["info", "延期至 6月26日"], ["success", "按期完成"]]
                DeadlineTag {
                    required property var modelData

                    chip: ({
                            "tone": modelData[0],
                            "word": modelData[1]
                        })
                }
            }
        }
        Group {
            note: "高 72，整行可点"
            title: "列表行"

            Panel {
                height: rows.height
                width: 1060

                Column {
                    id: rows

                    width: parent.width

                    ListRow {
                        chevron: false
                        facts: "15:40·计划·安全专项"
                        iconName: "school"
                        title: "第一小学"
                        width: parent.width
                        trailing: [
                            Button {
                                text: "开始"
                                trailingIcon: "chevron-right"
                            }
                        ]
                    }
                    ListRow {
                        chip: ({
                                "tone": "danger",
                                "icon": "warning",
                                "word": "逾期 6 天"
                            })
                        facts: "初中·上次 5月28日·未销号问题 3"
                        iconName: "school"
                        selected: true
                        title: "育英中学"
                        width: parent.width
                    }
                    ListRow {
                        chip: ({
                                "tone": "neutral",
                                "icon": "clock",
                                "word": "6月27日·剩 15 天"
                            })
                        facts: "育英中学·B 一般·照片 1"
                        iconName: "warning"
                        tile: true
                        title: "灭火器 1 处过期"
                        tone: "warning"
                        width: parent.width
                    }
                }
            }
        }
        Group {
            note: "边线 1，焦点 2"
            title: "输入"

            InputField {
                hint: "填写姓名或职务"
                idBase: "gallery.field"
                label: "责任人"
                width: 340
            }
            InputField {
                label: "说明"
                savedText: "已存 14:32"
                value: "二楼东侧堆放桌椅"
                width: 340
            }
            InputField {
                error: "6月没有 31 日，请改日期"
                label: "完成日期"
                value: "06-31"
                width: 340
            }
            InputArea {
                idBase: "gallery.area"
                label: "说明"
                value: "二楼东侧疏散通道堆放桌椅约 20 套，通道剩余净宽不足 1 米。"
                width: 520
            }
            QuickPhrases {
                phrases: [{
                        "value": "a",
                        "word": "堆放杂物",
                        "chosen": true
                    }, {
                        "value": "b",
                        "word": "标志缺失"
                    }, {
                        "value": "c",
                        "word": "门上锁"
                    }]
                width: 520
            }
            Toggle {
                objectName: "gallery.toggle"
                on: true
                text: "手套模式"
                onAsked: on => this.on = on
            }
            ChoiceCard {
                chosen: true
                text: "确认收到"
                width: 180
            }
            ChoiceCard {
                text: "有异议"
                width: 180
            }
            LanguageSwitch {
            }
            CodeField {
                count: 4
                objectName: "gallery.code"
            }
        }
        Group {
            note: "一句话，一个动作"
            title: "页内提示"

            InlineNotice {
                notice: ({
                        "tone": "info",
                        "icon": "cloud-up",
                        "text": "网络不稳定，3 分钟后自动重试",
                        "action": "现在重试"
                    })
                width: 520
            }
            InlineNotice {
                notice: ({
                        "tone": "warning",
                        "text": "本月第 3 次入校（建议不超过 2 次）",
                        "action": "合并"
                    })
                width: 520
            }
            InlineNotice {
                notice: ({
                        "tone": "danger",
                        "text": "无法确认服务器身份，已停止上传"
                    })
                width: 520
            }
            UndoBar {
                iconName: "trash"
                text: "已删除 1 张照片"
                undoable: true
                width: 520
            }
            UndoBar {
                iconName: "cloud-check"
                text: "中心已接收 15:31"
            }
        }
        Group {
            title: "进度、照片、签名"

            ProgressRing {
                done: 34
                total: 40
            }
            ProgressBar {
                value: 0.6
                width: 200
            }
            PhotoStrip {
                photos: [{
                        "id": "1",
                        "source": "",
                        "time": "14:31",
                        "mark": "有标注",
                        "name": "照片 1"
                    }]
                width: 360
            }
            PhotoStrip {
                forbidden: true
                why: "可能拍到学生，本项不拍照"
                width: 360
            }
            SignaturePad {
                objectName: "gallery.signature"
                signer: "李敏·视导员"
                width: 520
            }
            PinPad {
                count: 3
                cornerText: "忘记"
                idBase: "gallery.pin."
            }
            AuditTimeline {
                across: true
                steps: [{
                        "icon": "check",
                        "word": "在本机",
                        "note": "15:20",
                        "state": "done"
                    }, {
                        "icon": "cloud-up",
                        "word": "上传中 8/12",
                        "note": "剩约 1 分钟",
                        "state": "now"
                    }, {
                        "icon": "cloud-check",
                        "word": "中心已接收",
                        "note": "等待",
                        "state": "next"
                    }]
                width: 480
            }
            AuditTimeline {
                steps: [{
                        "icon": "check",
                        "word": "已下发",
                        "note": "6月12日",
                        "state": "done"
                    }, {
                        "icon": "clock",
                        "word": "待整改",
                        "note": "剩 7 天",
                        "state": "now"
                    }]
                width: 300
            }
            Skeleton {
                width: 300
            }
            EmptyState {
                text: "离线时也能看"
                title: "还没有问题"
                width: 300
            }
        }
    }
}
