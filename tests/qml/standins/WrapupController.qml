import QtQml

QtObject {
    property string summaryText: "已评 40/40，原始得分 86.5"
    property var score: ({
            "chip": {
                "tone": "danger",
                "icon": "flag",
                "word": "不合格·一票否决"
            },
            "text": "原始得分",
            "value": "86.5",
            "extra": ""
        })
    property WrapupModel must: WrapupModel {
        rows: [{
                "id": "m1",
                "key": "m1",
                "icon": "flag",
                "tone": "danger",
                "text": "3.2 一票否决缺少说明",
                "action": "去补"
            }]
    }
    property WrapupModel worth: WrapupModel {
        rows: [{
                "id": "w1",
                "key": "w1",
                "icon": "camera",
                "tone": "neutral",
                "text": "问题“课表不一致”没有照片",
                "action": "去看"
            }, {
                "id": "w2",
                "key": "w2",
                "icon": "info",
                "tone": "neutral",
                "text": "不适用 9 项（22%）",
                "action": "去看"
            }]
    }
    property int mustCount: 1
    property int worthCount: 2
    property var peers: [{
            "name": "张伟",
            "text": "已收到 31 项评定，照片 6 张",
            "some": true
        }]
    property var table: [{
            "title": "1 党建思政",
            "text": "100",
            "level": 1
        }, {
            "title": "2 教育教学",
            "text": "92",
            "level": 1
        }, {
            "title": "3 校园安全",
            "text": "61",
            "level": 4
        }, {
            "title": "4 食堂卫生",
            "text": "95",
            "level": 1
        }]
    property string comment: "整体规范，安全管理需加强。"
    property string commentSaved: "已存"
    property var phrases: [{
            "value": "a",
            "word": "整体规范",
            "chosen": true
        }, {
            "value": "b",
            "word": "整改及时",
            "chosen": false
        }]
    property string findingsText: "问题 3：C 严重 1，B 一般 2"
    property string highlightsText: "亮点：课后服务开展好"
    property bool canHandOver: false
    property bool ended: false
    property var endedNotice: ({})
    property bool canComment: true
    property bool canSubmit: false
    property bool submitArmed: false
    property string submitText: ""
    property string whyNot: "还有 1 项必须处理"
    property bool releaseAsk: true
    property var release: [{
            "value": "no_child",
            "word": "无学生面部"
        }, {
            "value": "ground",
            "word": "保留并写依据"
        }]
    property var gone: []
    function go(id: string) {
        gone = gone.concat([id]);
    }
    function setComment(t: string) {
    }
    function usePhrase(v: string) {
    }
    function setRelease(v: string, ground: string) {
    }
    function handOver() {
    }
    function submit() {
    }
    function submitHeld() {
    }
    function openFindings() {
    }
}
