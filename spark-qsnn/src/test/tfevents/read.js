// node read.js FILE: prints "step tag value" for each scalar. Framing and CRCs are checked by the
// package tfrecord, which returns null at the end and throws at a wrong CRC; protobuf by protobufjs.
const { RecordReader } = require('tfrecord/lib/record_reader');
const protobuf = require('protobufjs');

// Excerpt of TensorFlow's event.proto and summary.proto.
const Event = protobuf.parse(`syntax = "proto3";
  message Value { string tag = 1; float simple_value = 2; }
  message Summary { repeated Value value = 1; }
  message SessionLog { int32 status = 1; }
  message Event {
    double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5;
    SessionLog session_log = 7;
  }`, { keepCase: true }).root.lookupType('Event');

async function main(file) {
  const reader = await RecordReader.create(file);
  for (let data = await reader.readRecord(); data !== null; data = await reader.readRecord()) {
    const event = Event.decode(data);
    if (event.file_version) console.log(`version ${event.file_version}`);
    if (event.session_log) console.log(`${event.step} session ${event.session_log.status}`);
    for (const value of event.summary ? event.summary.value : [])
      console.log(`${event.step} ${value.tag} ${value.simple_value}`);
  }
}

main(process.argv[2]).catch((e) => { console.error(e); process.exit(1); });
