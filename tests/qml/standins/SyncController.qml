import QtQml

QtObject {
    property var badge: ({
            "kind": "offline",
            "text": "离线，可以正常工作",
            "short": "离线",
            "count": 0
        })
    property string headline: "3 次督导在本机，1 次正在上传"
    property string detail: "全部安全保存。不用等待，可以锁屏或去下一所学校。"
    property string lastText: "上次成功 15:21"
    property string netText: "离线，可以正常工作。资料更新于 11:42"
    property string netIcon: "cloud-off"
    property SyncQueueModel queue: SyncQueueModel {
        rows: [{
                "id": "1",
                "key": "1",
                "school": "育英中学",
                "dateText": "6月12日",
                "dataText": "数据已收",
                "dataDone": true,
                "photosText": "照片 8/12",
                "progress": 0.67,
                "bytesText": "5.2/7.8 MB",
                "uploading": true,
                "paused": false,
                "selected": true,
                "chip": {},
                "reason": "",
                "action": ""
            }, {
                "id": "2",
                "key": "2",
                "school": "平安小学",
                "dateText": "6月11日",
                "dataText": "等待上传",
                "dataDone": false,
                "photosText": "照片 0/9",
                "progress": 0,
                "bytesText": "6.1 MB",
                "uploading": false,
                "paused": false,
                "selected": false,
                "chip": {},
                "reason": "",
                "action": ""
            }, {
                "id": "3",
                "key": "3",
                "school": "实验小学",
                "dateText": "6月2日",
                "dataText": "",
                "dataDone": true,
                "photosText": "",
                "progress": 0,
                "bytesText": "",
                "uploading": false,
                "paused": false,
                "selected": false,
                "chip": {
                    "tone": "warning",
                    "icon": "returned",
                    "word": "退回补正"
                },
                "reason": "缺疏散通道全景照片 2 张",
                "action": "去补充"
            }]
    }
    property var strays: []
    property AttentionModel attention: AttentionModel {
    }
    property var notice: ({
            "tone": "info",
            "icon": "cloud-up",
            "text": "照片 3.2-1 传了一半断网，会从 61% 接着传",
            "action": "",
            "act": ""
        })
    property string storageText: "还能拍约 420 张"
    property bool paused: false
    property int busyCount: 3
    function retry() {
    }
    function setPaused(on: bool) {
        paused = on;
    }
    function noticeAct(act: string) {
    }
    function pauseVisit(id: string, on: bool) {
    }
    function select(id: string) {
    }
    function queueAct(id: string) {
    }
    function attentionAct(id: string) {
    }
}
