import QtQml

QtObject {
    property string title: "育英中学 督导反馈"
    property string dateText: "2026年6月12日"
    property var result: ({
            "level": 5,
            "word": "不合格",
            "text": "3.2 疏散通道 一票否决·原始得分 86.5"
        })
    property var said: [{
            "label": "总评",
            "text": "学校管理总体规范，安全设施齐全；护学岗和陪餐制度执行不到位，已当面反馈。"
        }, {
            "label": "亮点",
            "text": "课后服务开展好"
        }]
    property string factsText: "已评 38 项，不适用 2 项·亮点 1 条·督学 王建国、张伟·14:05 至 15:12"
    readonly property var dissents: [{
            "value": "days",
            "word": "期限过短",
            "chosen": true
        }, {
            "value": "facts",
            "word": "事实不符",
            "chosen": false
        }, {
            "value": "other",
            "word": "其他",
            "chosen": false
        }]
    property ConfirmFindingsModel findings: ConfirmFindingsModel {
        rows: [{
                "id": "q1",
                "key": "q1",
                "chips": [{
                        "tone": "danger",
                        "icon": "score-5",
                        "word": "C 严重"
                    }, {
                        "tone": "neutral",
                        "icon": "clock",
                        "word": "6月19日·7 天内"
                    }],
                "title": "二楼东侧疏散通道堆放桌椅",
                "basis": "中小学幼儿园安全管理办法",
                "advice": "立即清理",
                "photo": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg",
                "photos": [{
                        "source": "qrc:/qt/qml/Mingcha/ViewModels/hall.svg",
                        "name": "照片",
                        "time": "14:31",
                        "mark": "",
                        "state": ({})
                    }],
                "choice": "dissent",
                "reasons": [{
                        "value": "days",
                        "word": "期限过短",
                        "chosen": true
                    }],
                "reasonText": "期限过短",
                "text": "桌椅需等搬运车，请改为 10 天",
                "open": false
            }, {
                "id": "q2",
                "key": "q2",
                "chips": [{
                        "tone": "warning",
                        "icon": "score-4",
                        "word": "B 一般"
                    }, {
                        "tone": "neutral",
                        "icon": "clock",
                        "word": "6月27日·15 天内"
                    }],
                "title": "灭火器 1 处过期",
                "basis": "",
                "advice": "",
                "photo": "qrc:/qt/qml/Mingcha/ViewModels/door.svg",
                "photos": [{
                        "source": "qrc:/qt/qml/Mingcha/ViewModels/door.svg",
                        "name": "照片",
                        "time": "14:31",
                        "mark": "",
                        "state": ({})
                    }],
                "choice": "confirm",
                "reasons": [],
                "reasonText": "",
                "text": "",
                "open": false
            }, {
                "id": "q3",
                "key": "q3",
                "chips": [{
                        "tone": "warning",
                        "icon": "score-4",
                        "word": "B 一般"
                    }, {
                        "tone": "neutral",
                        "icon": "clock",
                        "word": "6月27日·15 天内"
                    }],
                "title": "周课表与备案不一致",
                "basis": "",
                "advice": "",
                "photo": "",
                "photos": [{
                        "source": "",
                        "name": "照片",
                        "time": "14:31",
                        "mark": "",
                        "state": ({})
                    }],
                "choice": "confirm",
                "reasons": [],
                "reasonText": "",
                "text": "",
                "open": false
            }]
    }
    property string countText: "问题 3"
    property var choices: [{
            "value": "confirm",
            "word": "确认收到"
        }, {
            "value": "dissent",
            "word": "有异议 1 条"
        }, {
            "value": "unsigned",
            "word": "不签"
        }]
    property string choice: "dissent"
    property string choiceNote: "异议如实记录，不影响提交，督导室将逐条答复。"
    property string wholeText: ""
    property var reasons: [{
            "value": "absent",
            "word": "视导员不在"
        }, {
            "value": "refused",
            "word": "拒绝签名"
        }]
    property string reason: ""
    property string witness: ""
    property string signerText: "李敏·视导员"
    property var signers: [{
            "value": "liaison",
            "word": "李敏·视导员",
            "chosen": true
        }]
    property string typedName: ""
    property bool typing: false
    property bool isSigned: false
    property string signedText: "15:14:26"
    property int codeDigits: 4
    property bool codeNeeded: true
    property bool canFinish: false
    property string whyNot: "还差 2 位确认码"
    property string deferText: "可在 72 小时内确认"
    property bool canDefer: true
    property string stage: "read"
    property bool pinAsk: false
    property int pinDigits: 0
    property string pinMessage: ""
    property string recordedText: "签名已记录，确认码由中心核对"
    property bool canSubmit: stage === "submit"
    property bool submitArmed: false
    property string submitText: "提交后不能修改，只能补充说明"
    property string newVersionText: ""
    property string versionText: ""
    property var strokes: []
    property int submits: 0
    property int held: 0
    function setChoice(v: string) {
        choice = v;
    }
    function setPoint(id: string, v: string) {
        findings.change(findings.find("id", id), {
                "choice": v
            });
    }
    function setPointReason(id: string, v: string) {
    }
    function setPointText(id: string, t: string) {
    }
    function setWholeText(t: string) {
    }
    function setReason(v: string) {
        reason = v;
    }
    function setWitness(t: string) {
    }
    function setSigner(v: string) {
    }
    function setTyping(on: bool) {
        typing = on;
    }
    function setTypedName(t: string) {
    }
    function setSignature(s: var, image: var) {
        strokes = s;
        isSigned = s.length > 0;
    }
    function clearSignature() {
        strokes = [];
        isSigned = false;
    }
    function codeDigit(d: string) {
        codeDigits = Math.min(6, codeDigits + 1);
    }
    function codeErase() {
        codeDigits = Math.max(0, codeDigits - 1);
    }
    function finish() {
    }
    function defer() {
    }
    function askReturn() {
        pinAsk = true;
    }
    function pinDigit(d: string) {
        pinDigits += 1;
    }
    function pinErase() {
    }
    function cancelReturn() {
        pinAsk = false;
    }
    function later() {
    }
    function submit() {
        submits += 1;
        submitArmed = true;
    }
    function submitHeld() {
        held += 1;
    }
    function setLanguage(l: string) {
    }
    function toggleFinding(id: string) {
        const row = findings.find("id", id);
        findings.change(row, {
                "open": !findings.value(row, "open")
            });
    }
}
