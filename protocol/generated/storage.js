/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const sluice = $root.sluice = (() => {

    /**
     * Namespace sluice.
     * @exports sluice
     * @namespace
     */
    const sluice = {};

    sluice.storage = (function() {

        /**
         * Namespace storage.
         * @memberof sluice
         * @namespace
         */
        const storage = {};

        storage.MetadataRecord = (function() {

            /**
             * Properties of a MetadataRecord.
             * @typedef {Object} sluice.storage.MetadataRecord.$Properties
             * @property {sluice.storage.SnapshotMark.$Properties|null} [snapshotBegin] MetadataRecord snapshotBegin
             * @property {sluice.storage.SnapshotMark.$Properties|null} [snapshotEnd] MetadataRecord snapshotEnd
             * @property {sluice.storage.BrokerBooted.$Properties|null} [brokerBooted] MetadataRecord brokerBooted
             * @property {sluice.storage.TopicState.$Properties|null} [topic] MetadataRecord topic
             * @property {sluice.storage.TopicDeleted.$Properties|null} [topicDeleted] MetadataRecord topicDeleted
             * @property {sluice.storage.TopicGone.$Properties|null} [topicGone] MetadataRecord topicGone
             * @property {sluice.storage.LogStart.$Properties|null} [logStart] MetadataRecord logStart
             * @property {sluice.storage.EpochStart.$Properties|null} [epochStart] MetadataRecord epochStart
             * @property {sluice.storage.SegmentSealed.$Properties|null} [segmentSealed] MetadataRecord segmentSealed
             * @property {sluice.storage.SegmentDropped.$Properties|null} [segmentDropped] MetadataRecord segmentDropped
             * @property {sluice.storage.ProducerIdRange.$Properties|null} [producerIds] MetadataRecord producerIds
             * @property {"snapshotBegin"|"snapshotEnd"|"brokerBooted"|"topic"|"topicDeleted"|"topicGone"|"logStart"|"epochStart"|"segmentSealed"|"segmentDropped"|"producerIds"} [change] MetadataRecord change
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MetadataRecord.
             * @memberof sluice.storage
             * @interface IMetadataRecord
             * @augments sluice.storage.MetadataRecord.$Properties
             * @deprecated Use sluice.storage.MetadataRecord.$Properties instead.
             */

            /**
             * Narrowed shape of a MetadataRecord.
             * @typedef {{
             *   snapshotBegin?: sluice.storage.SnapshotMark.$Shape|null;
             *   snapshotEnd?: sluice.storage.SnapshotMark.$Shape|null;
             *   brokerBooted?: sluice.storage.BrokerBooted.$Shape|null;
             *   topic?: sluice.storage.TopicState.$Shape|null;
             *   topicDeleted?: sluice.storage.TopicDeleted.$Shape|null;
             *   topicGone?: sluice.storage.TopicGone.$Shape|null;
             *   logStart?: sluice.storage.LogStart.$Shape|null;
             *   epochStart?: sluice.storage.EpochStart.$Shape|null;
             *   segmentSealed?: sluice.storage.SegmentSealed.$Shape|null;
             *   segmentDropped?: sluice.storage.SegmentDropped.$Shape|null;
             *   producerIds?: sluice.storage.ProducerIdRange.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ change?: undefined; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "snapshotBegin"; snapshotBegin: sluice.storage.SnapshotMark.$Shape; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "snapshotEnd"; snapshotBegin?: null; snapshotEnd: sluice.storage.SnapshotMark.$Shape; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "brokerBooted"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted: sluice.storage.BrokerBooted.$Shape; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "topic"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic: sluice.storage.TopicState.$Shape; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "topicDeleted"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted: sluice.storage.TopicDeleted.$Shape; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "topicGone"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone: sluice.storage.TopicGone.$Shape; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "logStart"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart: sluice.storage.LogStart.$Shape; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "epochStart"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart: sluice.storage.EpochStart.$Shape; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "segmentSealed"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed: sluice.storage.SegmentSealed.$Shape; segmentDropped?: null; producerIds?: null }|{ change?: "segmentDropped"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped: sluice.storage.SegmentDropped.$Shape; producerIds?: null }|{ change?: "producerIds"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds: sluice.storage.ProducerIdRange.$Shape })
             * )} sluice.storage.MetadataRecord.$Shape
             */

            /**
             * Constructs a new MetadataRecord.
             * @memberof sluice.storage
             * @classdesc Represents a MetadataRecord.
             * @constructor
             * @param {sluice.storage.MetadataRecord.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MetadataRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MetadataRecord snapshotBegin.
             * @member {sluice.storage.SnapshotMark.$Properties|null|undefined} snapshotBegin
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.snapshotBegin = null;

            /**
             * MetadataRecord snapshotEnd.
             * @member {sluice.storage.SnapshotMark.$Properties|null|undefined} snapshotEnd
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.snapshotEnd = null;

            /**
             * MetadataRecord brokerBooted.
             * @member {sluice.storage.BrokerBooted.$Properties|null|undefined} brokerBooted
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.brokerBooted = null;

            /**
             * MetadataRecord topic.
             * @member {sluice.storage.TopicState.$Properties|null|undefined} topic
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.topic = null;

            /**
             * MetadataRecord topicDeleted.
             * @member {sluice.storage.TopicDeleted.$Properties|null|undefined} topicDeleted
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.topicDeleted = null;

            /**
             * MetadataRecord topicGone.
             * @member {sluice.storage.TopicGone.$Properties|null|undefined} topicGone
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.topicGone = null;

            /**
             * MetadataRecord logStart.
             * @member {sluice.storage.LogStart.$Properties|null|undefined} logStart
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.logStart = null;

            /**
             * MetadataRecord epochStart.
             * @member {sluice.storage.EpochStart.$Properties|null|undefined} epochStart
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.epochStart = null;

            /**
             * MetadataRecord segmentSealed.
             * @member {sluice.storage.SegmentSealed.$Properties|null|undefined} segmentSealed
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.segmentSealed = null;

            /**
             * MetadataRecord segmentDropped.
             * @member {sluice.storage.SegmentDropped.$Properties|null|undefined} segmentDropped
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.segmentDropped = null;

            /**
             * MetadataRecord producerIds.
             * @member {sluice.storage.ProducerIdRange.$Properties|null|undefined} producerIds
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            MetadataRecord.prototype.producerIds = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * MetadataRecord change.
             * @member {"snapshotBegin"|"snapshotEnd"|"brokerBooted"|"topic"|"topicDeleted"|"topicGone"|"logStart"|"epochStart"|"segmentSealed"|"segmentDropped"|"producerIds"|undefined} change
             * @memberof sluice.storage.MetadataRecord
             * @instance
             */
            $Object.defineProperty(MetadataRecord.prototype, "change", {
                get: $util.oneOfGetter($oneOfFields = ["snapshotBegin", "snapshotEnd", "brokerBooted", "topic", "topicDeleted", "topicGone", "logStart", "epochStart", "segmentSealed", "segmentDropped", "producerIds"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new MetadataRecord instance using the specified properties.
             * @function create
             * @memberof sluice.storage.MetadataRecord
             * @static
             * @param {sluice.storage.MetadataRecord.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.MetadataRecord} MetadataRecord instance
             * @type {{
             *   (properties: sluice.storage.MetadataRecord.$Shape): sluice.storage.MetadataRecord & sluice.storage.MetadataRecord.$Shape;
             *   (properties?: sluice.storage.MetadataRecord.$Properties): sluice.storage.MetadataRecord;
             * }}
             */
            MetadataRecord.create = function(properties) {
                return new MetadataRecord(properties);
            };

            /**
             * Encodes the specified MetadataRecord message. Does not implicitly {@link sluice.storage.MetadataRecord.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.MetadataRecord
             * @static
             * @param {sluice.storage.MetadataRecord.$Properties} message MetadataRecord message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MetadataRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.snapshotBegin != null && $Object.hasOwnProperty.call(message, "snapshotBegin"))
                    $root.sluice.storage.SnapshotMark.encode(message.snapshotBegin, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.snapshotEnd != null && $Object.hasOwnProperty.call(message, "snapshotEnd"))
                    $root.sluice.storage.SnapshotMark.encode(message.snapshotEnd, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.brokerBooted != null && $Object.hasOwnProperty.call(message, "brokerBooted"))
                    $root.sluice.storage.BrokerBooted.encode(message.brokerBooted, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                    $root.sluice.storage.TopicState.encode(message.topic, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.topicDeleted != null && $Object.hasOwnProperty.call(message, "topicDeleted"))
                    $root.sluice.storage.TopicDeleted.encode(message.topicDeleted, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                if (message.topicGone != null && $Object.hasOwnProperty.call(message, "topicGone"))
                    $root.sluice.storage.TopicGone.encode(message.topicGone, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.logStart != null && $Object.hasOwnProperty.call(message, "logStart"))
                    $root.sluice.storage.LogStart.encode(message.logStart, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                if (message.epochStart != null && $Object.hasOwnProperty.call(message, "epochStart"))
                    $root.sluice.storage.EpochStart.encode(message.epochStart, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                if (message.segmentSealed != null && $Object.hasOwnProperty.call(message, "segmentSealed"))
                    $root.sluice.storage.SegmentSealed.encode(message.segmentSealed, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.segmentDropped != null && $Object.hasOwnProperty.call(message, "segmentDropped"))
                    $root.sluice.storage.SegmentDropped.encode(message.segmentDropped, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.producerIds != null && $Object.hasOwnProperty.call(message, "producerIds"))
                    $root.sluice.storage.ProducerIdRange.encode(message.producerIds, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MetadataRecord message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.MetadataRecord
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.MetadataRecord & sluice.storage.MetadataRecord.$Shape} MetadataRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MetadataRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.MetadataRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.snapshotBegin = $root.sluice.storage.SnapshotMark.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshotBegin);
                            message.change = "snapshotBegin";
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.snapshotEnd = $root.sluice.storage.SnapshotMark.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshotEnd);
                            message.change = "snapshotEnd";
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.brokerBooted = $root.sluice.storage.BrokerBooted.decode(reader, reader.size(), $undefined, _depth + 1, message.brokerBooted);
                            message.change = "brokerBooted";
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.topic = $root.sluice.storage.TopicState.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                            message.change = "topic";
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.topicDeleted = $root.sluice.storage.TopicDeleted.decode(reader, reader.size(), $undefined, _depth + 1, message.topicDeleted);
                            message.change = "topicDeleted";
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.topicGone = $root.sluice.storage.TopicGone.decode(reader, reader.size(), $undefined, _depth + 1, message.topicGone);
                            message.change = "topicGone";
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            message.logStart = $root.sluice.storage.LogStart.decode(reader, reader.size(), $undefined, _depth + 1, message.logStart);
                            message.change = "logStart";
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            message.epochStart = $root.sluice.storage.EpochStart.decode(reader, reader.size(), $undefined, _depth + 1, message.epochStart);
                            message.change = "epochStart";
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.segmentSealed = $root.sluice.storage.SegmentSealed.decode(reader, reader.size(), $undefined, _depth + 1, message.segmentSealed);
                            message.change = "segmentSealed";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.segmentDropped = $root.sluice.storage.SegmentDropped.decode(reader, reader.size(), $undefined, _depth + 1, message.segmentDropped);
                            message.change = "segmentDropped";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.producerIds = $root.sluice.storage.ProducerIdRange.decode(reader, reader.size(), $undefined, _depth + 1, message.producerIds);
                            message.change = "producerIds";
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return MetadataRecord;
        })();

        storage.SnapshotMark = (function() {

            /**
             * Properties of a SnapshotMark.
             * @typedef {Object} sluice.storage.SnapshotMark.$Properties
             * @property {number|null} [writtenMs] SnapshotMark writtenMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SnapshotMark.
             * @memberof sluice.storage
             * @interface ISnapshotMark
             * @augments sluice.storage.SnapshotMark.$Properties
             * @deprecated Use sluice.storage.SnapshotMark.$Properties instead.
             */

            /**
             * Shape of a SnapshotMark.
             * @typedef {sluice.storage.SnapshotMark.$Properties} sluice.storage.SnapshotMark.$Shape
             */

            /**
             * Constructs a new SnapshotMark.
             * @memberof sluice.storage
             * @classdesc Represents a SnapshotMark.
             * @constructor
             * @param {sluice.storage.SnapshotMark.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SnapshotMark = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SnapshotMark writtenMs.
             * @member {number} writtenMs
             * @memberof sluice.storage.SnapshotMark
             * @instance
             */
            SnapshotMark.prototype.writtenMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SnapshotMark instance using the specified properties.
             * @function create
             * @memberof sluice.storage.SnapshotMark
             * @static
             * @param {sluice.storage.SnapshotMark.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.SnapshotMark} SnapshotMark instance
             * @type {{
             *   (properties: sluice.storage.SnapshotMark.$Shape): sluice.storage.SnapshotMark & sluice.storage.SnapshotMark.$Shape;
             *   (properties?: sluice.storage.SnapshotMark.$Properties): sluice.storage.SnapshotMark;
             * }}
             */
            SnapshotMark.create = function(properties) {
                return new SnapshotMark(properties);
            };

            /**
             * Encodes the specified SnapshotMark message. Does not implicitly {@link sluice.storage.SnapshotMark.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.SnapshotMark
             * @static
             * @param {sluice.storage.SnapshotMark.$Properties} message SnapshotMark message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SnapshotMark.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.writtenMs != null && $Object.hasOwnProperty.call(message, "writtenMs") && (typeof message.writtenMs === "object" ? message.writtenMs.low || message.writtenMs.high : message.writtenMs !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.writtenMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SnapshotMark message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.SnapshotMark
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.SnapshotMark & sluice.storage.SnapshotMark.$Shape} SnapshotMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SnapshotMark.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.SnapshotMark();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.writtenMs = value;
                            else
                                delete message.writtenMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SnapshotMark;
        })();

        storage.BrokerBooted = (function() {

            /**
             * Properties of a BrokerBooted.
             * @typedef {Object} sluice.storage.BrokerBooted.$Properties
             * @property {number|null} [bootEpoch] BrokerBooted bootEpoch
             * @property {string|null} [clusterId] BrokerBooted clusterId
             * @property {number|null} [bootedMs] BrokerBooted bootedMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a BrokerBooted.
             * @memberof sluice.storage
             * @interface IBrokerBooted
             * @augments sluice.storage.BrokerBooted.$Properties
             * @deprecated Use sluice.storage.BrokerBooted.$Properties instead.
             */

            /**
             * Shape of a BrokerBooted.
             * @typedef {sluice.storage.BrokerBooted.$Properties} sluice.storage.BrokerBooted.$Shape
             */

            /**
             * Constructs a new BrokerBooted.
             * @memberof sluice.storage
             * @classdesc Represents a BrokerBooted.
             * @constructor
             * @param {sluice.storage.BrokerBooted.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const BrokerBooted = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * BrokerBooted bootEpoch.
             * @member {number} bootEpoch
             * @memberof sluice.storage.BrokerBooted
             * @instance
             */
            BrokerBooted.prototype.bootEpoch = 0;

            /**
             * BrokerBooted clusterId.
             * @member {string} clusterId
             * @memberof sluice.storage.BrokerBooted
             * @instance
             */
            BrokerBooted.prototype.clusterId = "";

            /**
             * BrokerBooted bootedMs.
             * @member {number} bootedMs
             * @memberof sluice.storage.BrokerBooted
             * @instance
             */
            BrokerBooted.prototype.bootedMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new BrokerBooted instance using the specified properties.
             * @function create
             * @memberof sluice.storage.BrokerBooted
             * @static
             * @param {sluice.storage.BrokerBooted.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.BrokerBooted} BrokerBooted instance
             * @type {{
             *   (properties: sluice.storage.BrokerBooted.$Shape): sluice.storage.BrokerBooted & sluice.storage.BrokerBooted.$Shape;
             *   (properties?: sluice.storage.BrokerBooted.$Properties): sluice.storage.BrokerBooted;
             * }}
             */
            BrokerBooted.create = function(properties) {
                return new BrokerBooted(properties);
            };

            /**
             * Encodes the specified BrokerBooted message. Does not implicitly {@link sluice.storage.BrokerBooted.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.BrokerBooted
             * @static
             * @param {sluice.storage.BrokerBooted.$Properties} message BrokerBooted message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            BrokerBooted.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bootEpoch != null && $Object.hasOwnProperty.call(message, "bootEpoch") && message.bootEpoch !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.bootEpoch);
                if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && message.clusterId !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.clusterId);
                if (message.bootedMs != null && $Object.hasOwnProperty.call(message, "bootedMs") && (typeof message.bootedMs === "object" ? message.bootedMs.low || message.bootedMs.high : message.bootedMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.bootedMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a BrokerBooted message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.BrokerBooted
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.BrokerBooted & sluice.storage.BrokerBooted.$Shape} BrokerBooted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            BrokerBooted.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.BrokerBooted();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bootEpoch = value;
                            else
                                delete message.bootEpoch;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterId = value;
                            else
                                delete message.clusterId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bootedMs = value;
                            else
                                delete message.bootedMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return BrokerBooted;
        })();

        storage.TopicState = (function() {

            /**
             * Properties of a TopicState.
             * @typedef {Object} sluice.storage.TopicState.$Properties
             * @property {Uint8Array|null} [id] TopicState id
             * @property {string|null} [name] TopicState name
             * @property {number|null} [partitions] TopicState partitions
             * @property {Array.<sluice.storage.TopicSetting.$Properties>|null} [settings] TopicState settings
             * @property {number|null} [createdMs] TopicState createdMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicState.
             * @memberof sluice.storage
             * @interface ITopicState
             * @augments sluice.storage.TopicState.$Properties
             * @deprecated Use sluice.storage.TopicState.$Properties instead.
             */

            /**
             * Shape of a TopicState.
             * @typedef {sluice.storage.TopicState.$Properties} sluice.storage.TopicState.$Shape
             */

            /**
             * Constructs a new TopicState.
             * @memberof sluice.storage
             * @classdesc Represents a TopicState.
             * @constructor
             * @param {sluice.storage.TopicState.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicState = function (properties) {
                this.settings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicState id.
             * @member {Uint8Array} id
             * @memberof sluice.storage.TopicState
             * @instance
             */
            TopicState.prototype.id = $util.newBuffer([]);

            /**
             * TopicState name.
             * @member {string} name
             * @memberof sluice.storage.TopicState
             * @instance
             */
            TopicState.prototype.name = "";

            /**
             * TopicState partitions.
             * @member {number} partitions
             * @memberof sluice.storage.TopicState
             * @instance
             */
            TopicState.prototype.partitions = 0;

            /**
             * TopicState settings.
             * @member {Array.<sluice.storage.TopicSetting.$Properties>} settings
             * @memberof sluice.storage.TopicState
             * @instance
             */
            TopicState.prototype.settings = $util.emptyArray;

            /**
             * TopicState createdMs.
             * @member {number} createdMs
             * @memberof sluice.storage.TopicState
             * @instance
             */
            TopicState.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new TopicState instance using the specified properties.
             * @function create
             * @memberof sluice.storage.TopicState
             * @static
             * @param {sluice.storage.TopicState.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.TopicState} TopicState instance
             * @type {{
             *   (properties: sluice.storage.TopicState.$Shape): sluice.storage.TopicState & sluice.storage.TopicState.$Shape;
             *   (properties?: sluice.storage.TopicState.$Properties): sluice.storage.TopicState;
             * }}
             */
            TopicState.create = function(properties) {
                return new TopicState(properties);
            };

            /**
             * Encodes the specified TopicState message. Does not implicitly {@link sluice.storage.TopicState.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.TopicState
             * @static
             * @param {sluice.storage.TopicState.$Properties} message TopicState message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicState.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.partitions);
                if (message.settings != null && message.settings.length)
                    for (let i = 0; i < message.settings.length; ++i)
                        $root.sluice.storage.TopicSetting.encode(message.settings[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.createdMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicState message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.TopicState
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.TopicState & sluice.storage.TopicState.$Shape} TopicState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicState.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.TopicState();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partitions = value;
                            else
                                delete message.partitions;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.settings && message.settings.length))
                                message.settings = [];
                            message.settings.push($root.sluice.storage.TopicSetting.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.createdMs = value;
                            else
                                delete message.createdMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TopicState;
        })();

        storage.TopicSetting = (function() {

            /**
             * Properties of a TopicSetting.
             * @typedef {Object} sluice.storage.TopicSetting.$Properties
             * @property {string|null} [key] TopicSetting key
             * @property {string|null} [value] TopicSetting value
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicSetting.
             * @memberof sluice.storage
             * @interface ITopicSetting
             * @augments sluice.storage.TopicSetting.$Properties
             * @deprecated Use sluice.storage.TopicSetting.$Properties instead.
             */

            /**
             * Shape of a TopicSetting.
             * @typedef {sluice.storage.TopicSetting.$Properties} sluice.storage.TopicSetting.$Shape
             */

            /**
             * Constructs a new TopicSetting.
             * @memberof sluice.storage
             * @classdesc Represents a TopicSetting.
             * @constructor
             * @param {sluice.storage.TopicSetting.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicSetting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicSetting key.
             * @member {string} key
             * @memberof sluice.storage.TopicSetting
             * @instance
             */
            TopicSetting.prototype.key = "";

            /**
             * TopicSetting value.
             * @member {string} value
             * @memberof sluice.storage.TopicSetting
             * @instance
             */
            TopicSetting.prototype.value = "";

            /**
             * Creates a new TopicSetting instance using the specified properties.
             * @function create
             * @memberof sluice.storage.TopicSetting
             * @static
             * @param {sluice.storage.TopicSetting.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.TopicSetting} TopicSetting instance
             * @type {{
             *   (properties: sluice.storage.TopicSetting.$Shape): sluice.storage.TopicSetting & sluice.storage.TopicSetting.$Shape;
             *   (properties?: sluice.storage.TopicSetting.$Properties): sluice.storage.TopicSetting;
             * }}
             */
            TopicSetting.create = function(properties) {
                return new TopicSetting(properties);
            };

            /**
             * Encodes the specified TopicSetting message. Does not implicitly {@link sluice.storage.TopicSetting.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.TopicSetting
             * @static
             * @param {sluice.storage.TopicSetting.$Properties} message TopicSetting message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicSetting.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.key != null && $Object.hasOwnProperty.call(message, "key") && message.key !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.key);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicSetting message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.TopicSetting
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.TopicSetting & sluice.storage.TopicSetting.$Shape} TopicSetting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicSetting.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.TopicSetting();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.key = value;
                            else
                                delete message.key;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TopicSetting;
        })();

        storage.TopicDeleted = (function() {

            /**
             * Properties of a TopicDeleted.
             * @typedef {Object} sluice.storage.TopicDeleted.$Properties
             * @property {Uint8Array|null} [id] TopicDeleted id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicDeleted.
             * @memberof sluice.storage
             * @interface ITopicDeleted
             * @augments sluice.storage.TopicDeleted.$Properties
             * @deprecated Use sluice.storage.TopicDeleted.$Properties instead.
             */

            /**
             * Shape of a TopicDeleted.
             * @typedef {sluice.storage.TopicDeleted.$Properties} sluice.storage.TopicDeleted.$Shape
             */

            /**
             * Constructs a new TopicDeleted.
             * @memberof sluice.storage
             * @classdesc Represents a TopicDeleted.
             * @constructor
             * @param {sluice.storage.TopicDeleted.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicDeleted = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicDeleted id.
             * @member {Uint8Array} id
             * @memberof sluice.storage.TopicDeleted
             * @instance
             */
            TopicDeleted.prototype.id = $util.newBuffer([]);

            /**
             * Creates a new TopicDeleted instance using the specified properties.
             * @function create
             * @memberof sluice.storage.TopicDeleted
             * @static
             * @param {sluice.storage.TopicDeleted.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.TopicDeleted} TopicDeleted instance
             * @type {{
             *   (properties: sluice.storage.TopicDeleted.$Shape): sluice.storage.TopicDeleted & sluice.storage.TopicDeleted.$Shape;
             *   (properties?: sluice.storage.TopicDeleted.$Properties): sluice.storage.TopicDeleted;
             * }}
             */
            TopicDeleted.create = function(properties) {
                return new TopicDeleted(properties);
            };

            /**
             * Encodes the specified TopicDeleted message. Does not implicitly {@link sluice.storage.TopicDeleted.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.TopicDeleted
             * @static
             * @param {sluice.storage.TopicDeleted.$Properties} message TopicDeleted message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicDeleted.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicDeleted message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.TopicDeleted
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.TopicDeleted & sluice.storage.TopicDeleted.$Shape} TopicDeleted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicDeleted.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.TopicDeleted();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TopicDeleted;
        })();

        storage.TopicGone = (function() {

            /**
             * Properties of a TopicGone.
             * @typedef {Object} sluice.storage.TopicGone.$Properties
             * @property {Uint8Array|null} [id] TopicGone id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicGone.
             * @memberof sluice.storage
             * @interface ITopicGone
             * @augments sluice.storage.TopicGone.$Properties
             * @deprecated Use sluice.storage.TopicGone.$Properties instead.
             */

            /**
             * Shape of a TopicGone.
             * @typedef {sluice.storage.TopicGone.$Properties} sluice.storage.TopicGone.$Shape
             */

            /**
             * Constructs a new TopicGone.
             * @memberof sluice.storage
             * @classdesc Represents a TopicGone.
             * @constructor
             * @param {sluice.storage.TopicGone.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicGone = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicGone id.
             * @member {Uint8Array} id
             * @memberof sluice.storage.TopicGone
             * @instance
             */
            TopicGone.prototype.id = $util.newBuffer([]);

            /**
             * Creates a new TopicGone instance using the specified properties.
             * @function create
             * @memberof sluice.storage.TopicGone
             * @static
             * @param {sluice.storage.TopicGone.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.TopicGone} TopicGone instance
             * @type {{
             *   (properties: sluice.storage.TopicGone.$Shape): sluice.storage.TopicGone & sluice.storage.TopicGone.$Shape;
             *   (properties?: sluice.storage.TopicGone.$Properties): sluice.storage.TopicGone;
             * }}
             */
            TopicGone.create = function(properties) {
                return new TopicGone(properties);
            };

            /**
             * Encodes the specified TopicGone message. Does not implicitly {@link sluice.storage.TopicGone.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.TopicGone
             * @static
             * @param {sluice.storage.TopicGone.$Properties} message TopicGone message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicGone.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicGone message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.TopicGone
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.TopicGone & sluice.storage.TopicGone.$Shape} TopicGone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicGone.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.TopicGone();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return TopicGone;
        })();

        storage.LogStart = (function() {

            /**
             * Properties of a LogStart.
             * @typedef {Object} sluice.storage.LogStart.$Properties
             * @property {Uint8Array|null} [topicId] LogStart topicId
             * @property {number|null} [partition] LogStart partition
             * @property {number|null} [offset] LogStart offset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogStart.
             * @memberof sluice.storage
             * @interface ILogStart
             * @augments sluice.storage.LogStart.$Properties
             * @deprecated Use sluice.storage.LogStart.$Properties instead.
             */

            /**
             * Shape of a LogStart.
             * @typedef {sluice.storage.LogStart.$Properties} sluice.storage.LogStart.$Shape
             */

            /**
             * Constructs a new LogStart.
             * @memberof sluice.storage
             * @classdesc Represents a LogStart.
             * @constructor
             * @param {sluice.storage.LogStart.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogStart = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogStart topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.storage.LogStart
             * @instance
             */
            LogStart.prototype.topicId = $util.newBuffer([]);

            /**
             * LogStart partition.
             * @member {number} partition
             * @memberof sluice.storage.LogStart
             * @instance
             */
            LogStart.prototype.partition = 0;

            /**
             * LogStart offset.
             * @member {number} offset
             * @memberof sluice.storage.LogStart
             * @instance
             */
            LogStart.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new LogStart instance using the specified properties.
             * @function create
             * @memberof sluice.storage.LogStart
             * @static
             * @param {sluice.storage.LogStart.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.LogStart} LogStart instance
             * @type {{
             *   (properties: sluice.storage.LogStart.$Shape): sluice.storage.LogStart & sluice.storage.LogStart.$Shape;
             *   (properties?: sluice.storage.LogStart.$Properties): sluice.storage.LogStart;
             * }}
             */
            LogStart.create = function(properties) {
                return new LogStart(properties);
            };

            /**
             * Encodes the specified LogStart message. Does not implicitly {@link sluice.storage.LogStart.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.LogStart
             * @static
             * @param {sluice.storage.LogStart.$Properties} message LogStart message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogStart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topicId != null && $Object.hasOwnProperty.call(message, "topicId") && message.topicId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.topicId);
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.offset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogStart message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.LogStart
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.LogStart & sluice.storage.LogStart.$Shape} LogStart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogStart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.LogStart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.topicId = value;
                            else
                                delete message.topicId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LogStart;
        })();

        storage.EpochStart = (function() {

            /**
             * Properties of an EpochStart.
             * @typedef {Object} sluice.storage.EpochStart.$Properties
             * @property {Uint8Array|null} [topicId] EpochStart topicId
             * @property {number|null} [partition] EpochStart partition
             * @property {number|null} [epoch] EpochStart epoch
             * @property {number|null} [offset] EpochStart offset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an EpochStart.
             * @memberof sluice.storage
             * @interface IEpochStart
             * @augments sluice.storage.EpochStart.$Properties
             * @deprecated Use sluice.storage.EpochStart.$Properties instead.
             */

            /**
             * Shape of an EpochStart.
             * @typedef {sluice.storage.EpochStart.$Properties} sluice.storage.EpochStart.$Shape
             */

            /**
             * Constructs a new EpochStart.
             * @memberof sluice.storage
             * @classdesc Represents an EpochStart.
             * @constructor
             * @param {sluice.storage.EpochStart.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const EpochStart = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * EpochStart topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.storage.EpochStart
             * @instance
             */
            EpochStart.prototype.topicId = $util.newBuffer([]);

            /**
             * EpochStart partition.
             * @member {number} partition
             * @memberof sluice.storage.EpochStart
             * @instance
             */
            EpochStart.prototype.partition = 0;

            /**
             * EpochStart epoch.
             * @member {number} epoch
             * @memberof sluice.storage.EpochStart
             * @instance
             */
            EpochStart.prototype.epoch = 0;

            /**
             * EpochStart offset.
             * @member {number} offset
             * @memberof sluice.storage.EpochStart
             * @instance
             */
            EpochStart.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new EpochStart instance using the specified properties.
             * @function create
             * @memberof sluice.storage.EpochStart
             * @static
             * @param {sluice.storage.EpochStart.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.EpochStart} EpochStart instance
             * @type {{
             *   (properties: sluice.storage.EpochStart.$Shape): sluice.storage.EpochStart & sluice.storage.EpochStart.$Shape;
             *   (properties?: sluice.storage.EpochStart.$Properties): sluice.storage.EpochStart;
             * }}
             */
            EpochStart.create = function(properties) {
                return new EpochStart(properties);
            };

            /**
             * Encodes the specified EpochStart message. Does not implicitly {@link sluice.storage.EpochStart.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.EpochStart
             * @static
             * @param {sluice.storage.EpochStart.$Properties} message EpochStart message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            EpochStart.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topicId != null && $Object.hasOwnProperty.call(message, "topicId") && message.topicId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.topicId);
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.epoch != null && $Object.hasOwnProperty.call(message, "epoch") && message.epoch !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.epoch);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.offset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an EpochStart message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.EpochStart
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.EpochStart & sluice.storage.EpochStart.$Shape} EpochStart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            EpochStart.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.EpochStart();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.topicId = value;
                            else
                                delete message.topicId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.epoch = value;
                            else
                                delete message.epoch;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return EpochStart;
        })();

        storage.SegmentSealed = (function() {

            /**
             * Properties of a SegmentSealed.
             * @typedef {Object} sluice.storage.SegmentSealed.$Properties
             * @property {Uint8Array|null} [topicId] SegmentSealed topicId
             * @property {number|null} [partition] SegmentSealed partition
             * @property {number|null} [baseOffset] SegmentSealed baseOffset
             * @property {number|null} [generation] SegmentSealed generation
             * @property {number|null} [endOffset] SegmentSealed endOffset
             * @property {number|null} [sizeBytes] SegmentSealed sizeBytes
             * @property {number|null} [firstAppendMs] SegmentSealed firstAppendMs
             * @property {number|null} [lastAppendMs] SegmentSealed lastAppendMs
             * @property {number|null} [headersCrc] SegmentSealed headersCrc
             * @property {number|null} [maxTimestampMs] SegmentSealed maxTimestampMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SegmentSealed.
             * @memberof sluice.storage
             * @interface ISegmentSealed
             * @augments sluice.storage.SegmentSealed.$Properties
             * @deprecated Use sluice.storage.SegmentSealed.$Properties instead.
             */

            /**
             * Shape of a SegmentSealed.
             * @typedef {sluice.storage.SegmentSealed.$Properties} sluice.storage.SegmentSealed.$Shape
             */

            /**
             * Constructs a new SegmentSealed.
             * @memberof sluice.storage
             * @classdesc Represents a SegmentSealed.
             * @constructor
             * @param {sluice.storage.SegmentSealed.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SegmentSealed = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SegmentSealed topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.topicId = $util.newBuffer([]);

            /**
             * SegmentSealed partition.
             * @member {number} partition
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.partition = 0;

            /**
             * SegmentSealed baseOffset.
             * @member {number} baseOffset
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.baseOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentSealed generation.
             * @member {number} generation
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.generation = 0;

            /**
             * SegmentSealed endOffset.
             * @member {number} endOffset
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.endOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentSealed sizeBytes.
             * @member {number} sizeBytes
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentSealed firstAppendMs.
             * @member {number} firstAppendMs
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.firstAppendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentSealed lastAppendMs.
             * @member {number} lastAppendMs
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.lastAppendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentSealed headersCrc.
             * @member {number} headersCrc
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.headersCrc = 0;

            /**
             * SegmentSealed maxTimestampMs.
             * @member {number} maxTimestampMs
             * @memberof sluice.storage.SegmentSealed
             * @instance
             */
            SegmentSealed.prototype.maxTimestampMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new SegmentSealed instance using the specified properties.
             * @function create
             * @memberof sluice.storage.SegmentSealed
             * @static
             * @param {sluice.storage.SegmentSealed.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.SegmentSealed} SegmentSealed instance
             * @type {{
             *   (properties: sluice.storage.SegmentSealed.$Shape): sluice.storage.SegmentSealed & sluice.storage.SegmentSealed.$Shape;
             *   (properties?: sluice.storage.SegmentSealed.$Properties): sluice.storage.SegmentSealed;
             * }}
             */
            SegmentSealed.create = function(properties) {
                return new SegmentSealed(properties);
            };

            /**
             * Encodes the specified SegmentSealed message. Does not implicitly {@link sluice.storage.SegmentSealed.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.SegmentSealed
             * @static
             * @param {sluice.storage.SegmentSealed.$Properties} message SegmentSealed message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SegmentSealed.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topicId != null && $Object.hasOwnProperty.call(message, "topicId") && message.topicId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.topicId);
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.baseOffset != null && $Object.hasOwnProperty.call(message, "baseOffset") && (typeof message.baseOffset === "object" ? message.baseOffset.low || message.baseOffset.high : message.baseOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.baseOffset);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.generation);
                if (message.endOffset != null && $Object.hasOwnProperty.call(message, "endOffset") && (typeof message.endOffset === "object" ? message.endOffset.low || message.endOffset.high : message.endOffset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.endOffset);
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.sizeBytes);
                if (message.firstAppendMs != null && $Object.hasOwnProperty.call(message, "firstAppendMs") && (typeof message.firstAppendMs === "object" ? message.firstAppendMs.low || message.firstAppendMs.high : message.firstAppendMs !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.firstAppendMs);
                if (message.lastAppendMs != null && $Object.hasOwnProperty.call(message, "lastAppendMs") && (typeof message.lastAppendMs === "object" ? message.lastAppendMs.low || message.lastAppendMs.high : message.lastAppendMs !== 0))
                    writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.lastAppendMs);
                if (message.headersCrc != null && $Object.hasOwnProperty.call(message, "headersCrc") && message.headersCrc !== 0)
                    writer.uint32(/* id 9, wireType 0 =*/72).uint32(message.headersCrc);
                if (message.maxTimestampMs != null && $Object.hasOwnProperty.call(message, "maxTimestampMs") && (typeof message.maxTimestampMs === "object" ? message.maxTimestampMs.low || message.maxTimestampMs.high : message.maxTimestampMs !== 0))
                    writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.maxTimestampMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SegmentSealed message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.SegmentSealed
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.SegmentSealed & sluice.storage.SegmentSealed.$Shape} SegmentSealed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SegmentSealed.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.SegmentSealed();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.topicId = value;
                            else
                                delete message.topicId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.baseOffset = value;
                            else
                                delete message.baseOffset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.endOffset = value;
                            else
                                delete message.endOffset;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sizeBytes = value;
                            else
                                delete message.sizeBytes;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstAppendMs = value;
                            else
                                delete message.firstAppendMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastAppendMs = value;
                            else
                                delete message.lastAppendMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.headersCrc = value;
                            else
                                delete message.headersCrc;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.maxTimestampMs = value;
                            else
                                delete message.maxTimestampMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SegmentSealed;
        })();

        storage.SegmentDropped = (function() {

            /**
             * Properties of a SegmentDropped.
             * @typedef {Object} sluice.storage.SegmentDropped.$Properties
             * @property {Uint8Array|null} [topicId] SegmentDropped topicId
             * @property {number|null} [partition] SegmentDropped partition
             * @property {number|null} [baseOffset] SegmentDropped baseOffset
             * @property {number|null} [generation] SegmentDropped generation
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a SegmentDropped.
             * @memberof sluice.storage
             * @interface ISegmentDropped
             * @augments sluice.storage.SegmentDropped.$Properties
             * @deprecated Use sluice.storage.SegmentDropped.$Properties instead.
             */

            /**
             * Shape of a SegmentDropped.
             * @typedef {sluice.storage.SegmentDropped.$Properties} sluice.storage.SegmentDropped.$Shape
             */

            /**
             * Constructs a new SegmentDropped.
             * @memberof sluice.storage
             * @classdesc Represents a SegmentDropped.
             * @constructor
             * @param {sluice.storage.SegmentDropped.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const SegmentDropped = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * SegmentDropped topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.storage.SegmentDropped
             * @instance
             */
            SegmentDropped.prototype.topicId = $util.newBuffer([]);

            /**
             * SegmentDropped partition.
             * @member {number} partition
             * @memberof sluice.storage.SegmentDropped
             * @instance
             */
            SegmentDropped.prototype.partition = 0;

            /**
             * SegmentDropped baseOffset.
             * @member {number} baseOffset
             * @memberof sluice.storage.SegmentDropped
             * @instance
             */
            SegmentDropped.prototype.baseOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * SegmentDropped generation.
             * @member {number} generation
             * @memberof sluice.storage.SegmentDropped
             * @instance
             */
            SegmentDropped.prototype.generation = 0;

            /**
             * Creates a new SegmentDropped instance using the specified properties.
             * @function create
             * @memberof sluice.storage.SegmentDropped
             * @static
             * @param {sluice.storage.SegmentDropped.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.SegmentDropped} SegmentDropped instance
             * @type {{
             *   (properties: sluice.storage.SegmentDropped.$Shape): sluice.storage.SegmentDropped & sluice.storage.SegmentDropped.$Shape;
             *   (properties?: sluice.storage.SegmentDropped.$Properties): sluice.storage.SegmentDropped;
             * }}
             */
            SegmentDropped.create = function(properties) {
                return new SegmentDropped(properties);
            };

            /**
             * Encodes the specified SegmentDropped message. Does not implicitly {@link sluice.storage.SegmentDropped.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.SegmentDropped
             * @static
             * @param {sluice.storage.SegmentDropped.$Properties} message SegmentDropped message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            SegmentDropped.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topicId != null && $Object.hasOwnProperty.call(message, "topicId") && message.topicId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.topicId);
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.baseOffset != null && $Object.hasOwnProperty.call(message, "baseOffset") && (typeof message.baseOffset === "object" ? message.baseOffset.low || message.baseOffset.high : message.baseOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.baseOffset);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a SegmentDropped message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.SegmentDropped
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.SegmentDropped & sluice.storage.SegmentDropped.$Shape} SegmentDropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            SegmentDropped.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.SegmentDropped();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.topicId = value;
                            else
                                delete message.topicId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.baseOffset = value;
                            else
                                delete message.baseOffset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return SegmentDropped;
        })();

        storage.ProducerIdRange = (function() {

            /**
             * Properties of a ProducerIdRange.
             * @typedef {Object} sluice.storage.ProducerIdRange.$Properties
             * @property {number|null} [next] ProducerIdRange next
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProducerIdRange.
             * @memberof sluice.storage
             * @interface IProducerIdRange
             * @augments sluice.storage.ProducerIdRange.$Properties
             * @deprecated Use sluice.storage.ProducerIdRange.$Properties instead.
             */

            /**
             * Shape of a ProducerIdRange.
             * @typedef {sluice.storage.ProducerIdRange.$Properties} sluice.storage.ProducerIdRange.$Shape
             */

            /**
             * Constructs a new ProducerIdRange.
             * @memberof sluice.storage
             * @classdesc Represents a ProducerIdRange.
             * @constructor
             * @param {sluice.storage.ProducerIdRange.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProducerIdRange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProducerIdRange next.
             * @member {number} next
             * @memberof sluice.storage.ProducerIdRange
             * @instance
             */
            ProducerIdRange.prototype.next = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ProducerIdRange instance using the specified properties.
             * @function create
             * @memberof sluice.storage.ProducerIdRange
             * @static
             * @param {sluice.storage.ProducerIdRange.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.ProducerIdRange} ProducerIdRange instance
             * @type {{
             *   (properties: sluice.storage.ProducerIdRange.$Shape): sluice.storage.ProducerIdRange & sluice.storage.ProducerIdRange.$Shape;
             *   (properties?: sluice.storage.ProducerIdRange.$Properties): sluice.storage.ProducerIdRange;
             * }}
             */
            ProducerIdRange.create = function(properties) {
                return new ProducerIdRange(properties);
            };

            /**
             * Encodes the specified ProducerIdRange message. Does not implicitly {@link sluice.storage.ProducerIdRange.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.ProducerIdRange
             * @static
             * @param {sluice.storage.ProducerIdRange.$Properties} message ProducerIdRange message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProducerIdRange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.next != null && $Object.hasOwnProperty.call(message, "next") && (typeof message.next === "object" ? message.next.low || message.next.high : message.next !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.next);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProducerIdRange message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.ProducerIdRange
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerIdRange & sluice.storage.ProducerIdRange.$Shape} ProducerIdRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProducerIdRange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.ProducerIdRange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.next = value;
                            else
                                delete message.next;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProducerIdRange;
        })();

        storage.IndexEntry = (function() {

            /**
             * Properties of an IndexEntry.
             * @typedef {Object} sluice.storage.IndexEntry.$Properties
             * @property {number|null} [position] IndexEntry position
             * @property {number|null} [appendMs] IndexEntry appendMs
             * @property {number|null} [maxTimestampMs] IndexEntry maxTimestampMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IndexEntry.
             * @memberof sluice.storage
             * @interface IIndexEntry
             * @augments sluice.storage.IndexEntry.$Properties
             * @deprecated Use sluice.storage.IndexEntry.$Properties instead.
             */

            /**
             * Shape of an IndexEntry.
             * @typedef {sluice.storage.IndexEntry.$Properties} sluice.storage.IndexEntry.$Shape
             */

            /**
             * Constructs a new IndexEntry.
             * @memberof sluice.storage
             * @classdesc Represents an IndexEntry.
             * @constructor
             * @param {sluice.storage.IndexEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IndexEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IndexEntry position.
             * @member {number} position
             * @memberof sluice.storage.IndexEntry
             * @instance
             */
            IndexEntry.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IndexEntry appendMs.
             * @member {number} appendMs
             * @memberof sluice.storage.IndexEntry
             * @instance
             */
            IndexEntry.prototype.appendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IndexEntry maxTimestampMs.
             * @member {number} maxTimestampMs
             * @memberof sluice.storage.IndexEntry
             * @instance
             */
            IndexEntry.prototype.maxTimestampMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new IndexEntry instance using the specified properties.
             * @function create
             * @memberof sluice.storage.IndexEntry
             * @static
             * @param {sluice.storage.IndexEntry.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.IndexEntry} IndexEntry instance
             * @type {{
             *   (properties: sluice.storage.IndexEntry.$Shape): sluice.storage.IndexEntry & sluice.storage.IndexEntry.$Shape;
             *   (properties?: sluice.storage.IndexEntry.$Properties): sluice.storage.IndexEntry;
             * }}
             */
            IndexEntry.create = function(properties) {
                return new IndexEntry(properties);
            };

            /**
             * Encodes the specified IndexEntry message. Does not implicitly {@link sluice.storage.IndexEntry.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.IndexEntry
             * @static
             * @param {sluice.storage.IndexEntry.$Properties} message IndexEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IndexEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && (typeof message.position === "object" ? message.position.low || message.position.high : message.position !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.position);
                if (message.appendMs != null && $Object.hasOwnProperty.call(message, "appendMs") && (typeof message.appendMs === "object" ? message.appendMs.low || message.appendMs.high : message.appendMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.appendMs);
                if (message.maxTimestampMs != null && $Object.hasOwnProperty.call(message, "maxTimestampMs") && (typeof message.maxTimestampMs === "object" ? message.maxTimestampMs.low || message.maxTimestampMs.high : message.maxTimestampMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.maxTimestampMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IndexEntry message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.IndexEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.IndexEntry & sluice.storage.IndexEntry.$Shape} IndexEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IndexEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.IndexEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.appendMs = value;
                            else
                                delete message.appendMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.maxTimestampMs = value;
                            else
                                delete message.maxTimestampMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IndexEntry;
        })();

        storage.IndexCover = (function() {

            /**
             * Properties of an IndexCover.
             * @typedef {Object} sluice.storage.IndexCover.$Properties
             * @property {number|null} [offset] IndexCover offset
             * @property {number|null} [maxTimestampMs] IndexCover maxTimestampMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an IndexCover.
             * @memberof sluice.storage
             * @interface IIndexCover
             * @augments sluice.storage.IndexCover.$Properties
             * @deprecated Use sluice.storage.IndexCover.$Properties instead.
             */

            /**
             * Shape of an IndexCover.
             * @typedef {sluice.storage.IndexCover.$Properties} sluice.storage.IndexCover.$Shape
             */

            /**
             * Constructs a new IndexCover.
             * @memberof sluice.storage
             * @classdesc Represents an IndexCover.
             * @constructor
             * @param {sluice.storage.IndexCover.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const IndexCover = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * IndexCover offset.
             * @member {number} offset
             * @memberof sluice.storage.IndexCover
             * @instance
             */
            IndexCover.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * IndexCover maxTimestampMs.
             * @member {number} maxTimestampMs
             * @memberof sluice.storage.IndexCover
             * @instance
             */
            IndexCover.prototype.maxTimestampMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new IndexCover instance using the specified properties.
             * @function create
             * @memberof sluice.storage.IndexCover
             * @static
             * @param {sluice.storage.IndexCover.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.IndexCover} IndexCover instance
             * @type {{
             *   (properties: sluice.storage.IndexCover.$Shape): sluice.storage.IndexCover & sluice.storage.IndexCover.$Shape;
             *   (properties?: sluice.storage.IndexCover.$Properties): sluice.storage.IndexCover;
             * }}
             */
            IndexCover.create = function(properties) {
                return new IndexCover(properties);
            };

            /**
             * Encodes the specified IndexCover message. Does not implicitly {@link sluice.storage.IndexCover.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.IndexCover
             * @static
             * @param {sluice.storage.IndexCover.$Properties} message IndexCover message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            IndexCover.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.offset);
                if (message.maxTimestampMs != null && $Object.hasOwnProperty.call(message, "maxTimestampMs") && (typeof message.maxTimestampMs === "object" ? message.maxTimestampMs.low || message.maxTimestampMs.high : message.maxTimestampMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.maxTimestampMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an IndexCover message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.IndexCover
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.IndexCover & sluice.storage.IndexCover.$Shape} IndexCover
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            IndexCover.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.IndexCover();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.maxTimestampMs = value;
                            else
                                delete message.maxTimestampMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return IndexCover;
        })();

        storage.ProducerSnapshot = (function() {

            /**
             * Properties of a ProducerSnapshot.
             * @typedef {Object} sluice.storage.ProducerSnapshot.$Properties
             * @property {number|null} [coversOffset] ProducerSnapshot coversOffset
             * @property {Array.<sluice.storage.ProducerEntry.$Properties>|null} [producers] ProducerSnapshot producers
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProducerSnapshot.
             * @memberof sluice.storage
             * @interface IProducerSnapshot
             * @augments sluice.storage.ProducerSnapshot.$Properties
             * @deprecated Use sluice.storage.ProducerSnapshot.$Properties instead.
             */

            /**
             * Shape of a ProducerSnapshot.
             * @typedef {sluice.storage.ProducerSnapshot.$Properties} sluice.storage.ProducerSnapshot.$Shape
             */

            /**
             * Constructs a new ProducerSnapshot.
             * @memberof sluice.storage
             * @classdesc Represents a ProducerSnapshot.
             * @constructor
             * @param {sluice.storage.ProducerSnapshot.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProducerSnapshot = function (properties) {
                this.producers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProducerSnapshot coversOffset.
             * @member {number} coversOffset
             * @memberof sluice.storage.ProducerSnapshot
             * @instance
             */
            ProducerSnapshot.prototype.coversOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProducerSnapshot producers.
             * @member {Array.<sluice.storage.ProducerEntry.$Properties>} producers
             * @memberof sluice.storage.ProducerSnapshot
             * @instance
             */
            ProducerSnapshot.prototype.producers = $util.emptyArray;

            /**
             * Creates a new ProducerSnapshot instance using the specified properties.
             * @function create
             * @memberof sluice.storage.ProducerSnapshot
             * @static
             * @param {sluice.storage.ProducerSnapshot.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.ProducerSnapshot} ProducerSnapshot instance
             * @type {{
             *   (properties: sluice.storage.ProducerSnapshot.$Shape): sluice.storage.ProducerSnapshot & sluice.storage.ProducerSnapshot.$Shape;
             *   (properties?: sluice.storage.ProducerSnapshot.$Properties): sluice.storage.ProducerSnapshot;
             * }}
             */
            ProducerSnapshot.create = function(properties) {
                return new ProducerSnapshot(properties);
            };

            /**
             * Encodes the specified ProducerSnapshot message. Does not implicitly {@link sluice.storage.ProducerSnapshot.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.ProducerSnapshot
             * @static
             * @param {sluice.storage.ProducerSnapshot.$Properties} message ProducerSnapshot message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProducerSnapshot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.coversOffset != null && $Object.hasOwnProperty.call(message, "coversOffset") && (typeof message.coversOffset === "object" ? message.coversOffset.low || message.coversOffset.high : message.coversOffset !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.coversOffset);
                if (message.producers != null && message.producers.length)
                    for (let i = 0; i < message.producers.length; ++i)
                        $root.sluice.storage.ProducerEntry.encode(message.producers[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProducerSnapshot message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.ProducerSnapshot
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerSnapshot & sluice.storage.ProducerSnapshot.$Shape} ProducerSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProducerSnapshot.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.ProducerSnapshot();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.coversOffset = value;
                            else
                                delete message.coversOffset;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.producers && message.producers.length))
                                message.producers = [];
                            message.producers.push($root.sluice.storage.ProducerEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProducerSnapshot;
        })();

        storage.ProducerEntry = (function() {

            /**
             * Properties of a ProducerEntry.
             * @typedef {Object} sluice.storage.ProducerEntry.$Properties
             * @property {number|null} [producerId] ProducerEntry producerId
             * @property {number|null} [producerEpoch] ProducerEntry producerEpoch
             * @property {Array.<sluice.storage.ProducerBatch.$Properties>|null} [batches] ProducerEntry batches
             * @property {number|null} [lastAppendMs] ProducerEntry lastAppendMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProducerEntry.
             * @memberof sluice.storage
             * @interface IProducerEntry
             * @augments sluice.storage.ProducerEntry.$Properties
             * @deprecated Use sluice.storage.ProducerEntry.$Properties instead.
             */

            /**
             * Shape of a ProducerEntry.
             * @typedef {sluice.storage.ProducerEntry.$Properties} sluice.storage.ProducerEntry.$Shape
             */

            /**
             * Constructs a new ProducerEntry.
             * @memberof sluice.storage
             * @classdesc Represents a ProducerEntry.
             * @constructor
             * @param {sluice.storage.ProducerEntry.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProducerEntry = function (properties) {
                this.batches = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProducerEntry producerId.
             * @member {number} producerId
             * @memberof sluice.storage.ProducerEntry
             * @instance
             */
            ProducerEntry.prototype.producerId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProducerEntry producerEpoch.
             * @member {number} producerEpoch
             * @memberof sluice.storage.ProducerEntry
             * @instance
             */
            ProducerEntry.prototype.producerEpoch = 0;

            /**
             * ProducerEntry batches.
             * @member {Array.<sluice.storage.ProducerBatch.$Properties>} batches
             * @memberof sluice.storage.ProducerEntry
             * @instance
             */
            ProducerEntry.prototype.batches = $util.emptyArray;

            /**
             * ProducerEntry lastAppendMs.
             * @member {number} lastAppendMs
             * @memberof sluice.storage.ProducerEntry
             * @instance
             */
            ProducerEntry.prototype.lastAppendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ProducerEntry instance using the specified properties.
             * @function create
             * @memberof sluice.storage.ProducerEntry
             * @static
             * @param {sluice.storage.ProducerEntry.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.ProducerEntry} ProducerEntry instance
             * @type {{
             *   (properties: sluice.storage.ProducerEntry.$Shape): sluice.storage.ProducerEntry & sluice.storage.ProducerEntry.$Shape;
             *   (properties?: sluice.storage.ProducerEntry.$Properties): sluice.storage.ProducerEntry;
             * }}
             */
            ProducerEntry.create = function(properties) {
                return new ProducerEntry(properties);
            };

            /**
             * Encodes the specified ProducerEntry message. Does not implicitly {@link sluice.storage.ProducerEntry.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.ProducerEntry
             * @static
             * @param {sluice.storage.ProducerEntry.$Properties} message ProducerEntry message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProducerEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.producerId != null && $Object.hasOwnProperty.call(message, "producerId") && (typeof message.producerId === "object" ? message.producerId.low || message.producerId.high : message.producerId !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.producerId);
                if (message.producerEpoch != null && $Object.hasOwnProperty.call(message, "producerEpoch") && message.producerEpoch !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.producerEpoch);
                if (message.batches != null && message.batches.length)
                    for (let i = 0; i < message.batches.length; ++i)
                        $root.sluice.storage.ProducerBatch.encode(message.batches[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.lastAppendMs != null && $Object.hasOwnProperty.call(message, "lastAppendMs") && (typeof message.lastAppendMs === "object" ? message.lastAppendMs.low || message.lastAppendMs.high : message.lastAppendMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.lastAppendMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProducerEntry message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.ProducerEntry
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerEntry & sluice.storage.ProducerEntry.$Shape} ProducerEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProducerEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.ProducerEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.producerId = value;
                            else
                                delete message.producerId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.producerEpoch = value;
                            else
                                delete message.producerEpoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.batches && message.batches.length))
                                message.batches = [];
                            message.batches.push($root.sluice.storage.ProducerBatch.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastAppendMs = value;
                            else
                                delete message.lastAppendMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProducerEntry;
        })();

        storage.ProducerBatch = (function() {

            /**
             * Properties of a ProducerBatch.
             * @typedef {Object} sluice.storage.ProducerBatch.$Properties
             * @property {number|null} [firstSequence] ProducerBatch firstSequence
             * @property {number|null} [lastSequence] ProducerBatch lastSequence
             * @property {number|null} [baseOffset] ProducerBatch baseOffset
             * @property {number|null} [appendMs] ProducerBatch appendMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProducerBatch.
             * @memberof sluice.storage
             * @interface IProducerBatch
             * @augments sluice.storage.ProducerBatch.$Properties
             * @deprecated Use sluice.storage.ProducerBatch.$Properties instead.
             */

            /**
             * Shape of a ProducerBatch.
             * @typedef {sluice.storage.ProducerBatch.$Properties} sluice.storage.ProducerBatch.$Shape
             */

            /**
             * Constructs a new ProducerBatch.
             * @memberof sluice.storage
             * @classdesc Represents a ProducerBatch.
             * @constructor
             * @param {sluice.storage.ProducerBatch.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProducerBatch = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProducerBatch firstSequence.
             * @member {number} firstSequence
             * @memberof sluice.storage.ProducerBatch
             * @instance
             */
            ProducerBatch.prototype.firstSequence = 0;

            /**
             * ProducerBatch lastSequence.
             * @member {number} lastSequence
             * @memberof sluice.storage.ProducerBatch
             * @instance
             */
            ProducerBatch.prototype.lastSequence = 0;

            /**
             * ProducerBatch baseOffset.
             * @member {number} baseOffset
             * @memberof sluice.storage.ProducerBatch
             * @instance
             */
            ProducerBatch.prototype.baseOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProducerBatch appendMs.
             * @member {number} appendMs
             * @memberof sluice.storage.ProducerBatch
             * @instance
             */
            ProducerBatch.prototype.appendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new ProducerBatch instance using the specified properties.
             * @function create
             * @memberof sluice.storage.ProducerBatch
             * @static
             * @param {sluice.storage.ProducerBatch.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.ProducerBatch} ProducerBatch instance
             * @type {{
             *   (properties: sluice.storage.ProducerBatch.$Shape): sluice.storage.ProducerBatch & sluice.storage.ProducerBatch.$Shape;
             *   (properties?: sluice.storage.ProducerBatch.$Properties): sluice.storage.ProducerBatch;
             * }}
             */
            ProducerBatch.create = function(properties) {
                return new ProducerBatch(properties);
            };

            /**
             * Encodes the specified ProducerBatch message. Does not implicitly {@link sluice.storage.ProducerBatch.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.ProducerBatch
             * @static
             * @param {sluice.storage.ProducerBatch.$Properties} message ProducerBatch message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProducerBatch.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firstSequence != null && $Object.hasOwnProperty.call(message, "firstSequence") && message.firstSequence !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.firstSequence);
                if (message.lastSequence != null && $Object.hasOwnProperty.call(message, "lastSequence") && message.lastSequence !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.lastSequence);
                if (message.baseOffset != null && $Object.hasOwnProperty.call(message, "baseOffset") && (typeof message.baseOffset === "object" ? message.baseOffset.low || message.baseOffset.high : message.baseOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.baseOffset);
                if (message.appendMs != null && $Object.hasOwnProperty.call(message, "appendMs") && (typeof message.appendMs === "object" ? message.appendMs.low || message.appendMs.high : message.appendMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.appendMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProducerBatch message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.ProducerBatch
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerBatch & sluice.storage.ProducerBatch.$Shape} ProducerBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProducerBatch.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.ProducerBatch();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.firstSequence = value;
                            else
                                delete message.firstSequence;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lastSequence = value;
                            else
                                delete message.lastSequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.baseOffset = value;
                            else
                                delete message.baseOffset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.appendMs = value;
                            else
                                delete message.appendMs;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return ProducerBatch;
        })();

        storage.Checkpoint = (function() {

            /**
             * Properties of a Checkpoint.
             * @typedef {Object} sluice.storage.Checkpoint.$Properties
             * @property {number|null} [number] Checkpoint number
             * @property {number|null} [bootEpoch] Checkpoint bootEpoch
             * @property {Array.<sluice.storage.LogPosition.$Properties>|null} [logs] Checkpoint logs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Checkpoint.
             * @memberof sluice.storage
             * @interface ICheckpoint
             * @augments sluice.storage.Checkpoint.$Properties
             * @deprecated Use sluice.storage.Checkpoint.$Properties instead.
             */

            /**
             * Shape of a Checkpoint.
             * @typedef {sluice.storage.Checkpoint.$Properties} sluice.storage.Checkpoint.$Shape
             */

            /**
             * Constructs a new Checkpoint.
             * @memberof sluice.storage
             * @classdesc Represents a Checkpoint.
             * @constructor
             * @param {sluice.storage.Checkpoint.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Checkpoint = function (properties) {
                this.logs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Checkpoint number.
             * @member {number} number
             * @memberof sluice.storage.Checkpoint
             * @instance
             */
            Checkpoint.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Checkpoint bootEpoch.
             * @member {number} bootEpoch
             * @memberof sluice.storage.Checkpoint
             * @instance
             */
            Checkpoint.prototype.bootEpoch = 0;

            /**
             * Checkpoint logs.
             * @member {Array.<sluice.storage.LogPosition.$Properties>} logs
             * @memberof sluice.storage.Checkpoint
             * @instance
             */
            Checkpoint.prototype.logs = $util.emptyArray;

            /**
             * Creates a new Checkpoint instance using the specified properties.
             * @function create
             * @memberof sluice.storage.Checkpoint
             * @static
             * @param {sluice.storage.Checkpoint.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.Checkpoint} Checkpoint instance
             * @type {{
             *   (properties: sluice.storage.Checkpoint.$Shape): sluice.storage.Checkpoint & sluice.storage.Checkpoint.$Shape;
             *   (properties?: sluice.storage.Checkpoint.$Properties): sluice.storage.Checkpoint;
             * }}
             */
            Checkpoint.create = function(properties) {
                return new Checkpoint(properties);
            };

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link sluice.storage.Checkpoint.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.Checkpoint
             * @static
             * @param {sluice.storage.Checkpoint.$Properties} message Checkpoint message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Checkpoint.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                    writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.number);
                if (message.bootEpoch != null && $Object.hasOwnProperty.call(message, "bootEpoch") && message.bootEpoch !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.bootEpoch);
                if (message.logs != null && message.logs.length)
                    for (let i = 0; i < message.logs.length; ++i)
                        $root.sluice.storage.LogPosition.encode(message.logs[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.Checkpoint
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.Checkpoint & sluice.storage.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Checkpoint.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.Checkpoint();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.number = value;
                            else
                                delete message.number;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bootEpoch = value;
                            else
                                delete message.bootEpoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.logs && message.logs.length))
                                message.logs = [];
                            message.logs.push($root.sluice.storage.LogPosition.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return Checkpoint;
        })();

        storage.LogPosition = (function() {

            /**
             * Properties of a LogPosition.
             * @typedef {Object} sluice.storage.LogPosition.$Properties
             * @property {Uint8Array|null} [topicId] LogPosition topicId
             * @property {number|null} [partition] LogPosition partition
             * @property {number|null} [segmentBaseOffset] LogPosition segmentBaseOffset
             * @property {number|null} [position] LogPosition position
             * @property {number|null} [offset] LogPosition offset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogPosition.
             * @memberof sluice.storage
             * @interface ILogPosition
             * @augments sluice.storage.LogPosition.$Properties
             * @deprecated Use sluice.storage.LogPosition.$Properties instead.
             */

            /**
             * Shape of a LogPosition.
             * @typedef {sluice.storage.LogPosition.$Properties} sluice.storage.LogPosition.$Shape
             */

            /**
             * Constructs a new LogPosition.
             * @memberof sluice.storage
             * @classdesc Represents a LogPosition.
             * @constructor
             * @param {sluice.storage.LogPosition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogPosition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogPosition topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.storage.LogPosition
             * @instance
             */
            LogPosition.prototype.topicId = $util.newBuffer([]);

            /**
             * LogPosition partition.
             * @member {number} partition
             * @memberof sluice.storage.LogPosition
             * @instance
             */
            LogPosition.prototype.partition = 0;

            /**
             * LogPosition segmentBaseOffset.
             * @member {number} segmentBaseOffset
             * @memberof sluice.storage.LogPosition
             * @instance
             */
            LogPosition.prototype.segmentBaseOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogPosition position.
             * @member {number} position
             * @memberof sluice.storage.LogPosition
             * @instance
             */
            LogPosition.prototype.position = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogPosition offset.
             * @member {number} offset
             * @memberof sluice.storage.LogPosition
             * @instance
             */
            LogPosition.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new LogPosition instance using the specified properties.
             * @function create
             * @memberof sluice.storage.LogPosition
             * @static
             * @param {sluice.storage.LogPosition.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.LogPosition} LogPosition instance
             * @type {{
             *   (properties: sluice.storage.LogPosition.$Shape): sluice.storage.LogPosition & sluice.storage.LogPosition.$Shape;
             *   (properties?: sluice.storage.LogPosition.$Properties): sluice.storage.LogPosition;
             * }}
             */
            LogPosition.create = function(properties) {
                return new LogPosition(properties);
            };

            /**
             * Encodes the specified LogPosition message. Does not implicitly {@link sluice.storage.LogPosition.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.LogPosition
             * @static
             * @param {sluice.storage.LogPosition.$Properties} message LogPosition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogPosition.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topicId != null && $Object.hasOwnProperty.call(message, "topicId") && message.topicId.length)
                    writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.topicId);
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.segmentBaseOffset != null && $Object.hasOwnProperty.call(message, "segmentBaseOffset") && (typeof message.segmentBaseOffset === "object" ? message.segmentBaseOffset.low || message.segmentBaseOffset.high : message.segmentBaseOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.segmentBaseOffset);
                if (message.position != null && $Object.hasOwnProperty.call(message, "position") && (typeof message.position === "object" ? message.position.low || message.position.high : message.position !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.position);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.offset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogPosition message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.LogPosition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.LogPosition & sluice.storage.LogPosition.$Shape} LogPosition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogPosition.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.LogPosition();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.topicId = value;
                            else
                                delete message.topicId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.segmentBaseOffset = value;
                            else
                                delete message.segmentBaseOffset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.position = value;
                            else
                                delete message.position;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.offset = value;
                            else
                                delete message.offset;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LogPosition;
        })();

        storage.CleanMarker = (function() {

            /**
             * Properties of a CleanMarker.
             * @typedef {Object} sluice.storage.CleanMarker.$Properties
             * @property {number|null} [bootEpoch] CleanMarker bootEpoch
             * @property {Array.<sluice.storage.LogEnd.$Properties>|null} [logs] CleanMarker logs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CleanMarker.
             * @memberof sluice.storage
             * @interface ICleanMarker
             * @augments sluice.storage.CleanMarker.$Properties
             * @deprecated Use sluice.storage.CleanMarker.$Properties instead.
             */

            /**
             * Shape of a CleanMarker.
             * @typedef {sluice.storage.CleanMarker.$Properties} sluice.storage.CleanMarker.$Shape
             */

            /**
             * Constructs a new CleanMarker.
             * @memberof sluice.storage
             * @classdesc Represents a CleanMarker.
             * @constructor
             * @param {sluice.storage.CleanMarker.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CleanMarker = function (properties) {
                this.logs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CleanMarker bootEpoch.
             * @member {number} bootEpoch
             * @memberof sluice.storage.CleanMarker
             * @instance
             */
            CleanMarker.prototype.bootEpoch = 0;

            /**
             * CleanMarker logs.
             * @member {Array.<sluice.storage.LogEnd.$Properties>} logs
             * @memberof sluice.storage.CleanMarker
             * @instance
             */
            CleanMarker.prototype.logs = $util.emptyArray;

            /**
             * Creates a new CleanMarker instance using the specified properties.
             * @function create
             * @memberof sluice.storage.CleanMarker
             * @static
             * @param {sluice.storage.CleanMarker.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.CleanMarker} CleanMarker instance
             * @type {{
             *   (properties: sluice.storage.CleanMarker.$Shape): sluice.storage.CleanMarker & sluice.storage.CleanMarker.$Shape;
             *   (properties?: sluice.storage.CleanMarker.$Properties): sluice.storage.CleanMarker;
             * }}
             */
            CleanMarker.create = function(properties) {
                return new CleanMarker(properties);
            };

            /**
             * Encodes the specified CleanMarker message. Does not implicitly {@link sluice.storage.CleanMarker.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.CleanMarker
             * @static
             * @param {sluice.storage.CleanMarker.$Properties} message CleanMarker message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CleanMarker.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.bootEpoch != null && $Object.hasOwnProperty.call(message, "bootEpoch") && message.bootEpoch !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.bootEpoch);
                if (message.logs != null && message.logs.length)
                    for (let i = 0; i < message.logs.length; ++i)
                        $root.sluice.storage.LogEnd.encode(message.logs[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CleanMarker message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.CleanMarker
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.CleanMarker & sluice.storage.CleanMarker.$Shape} CleanMarker
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CleanMarker.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.CleanMarker();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bootEpoch = value;
                            else
                                delete message.bootEpoch;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.logs && message.logs.length))
                                message.logs = [];
                            message.logs.push($root.sluice.storage.LogEnd.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return CleanMarker;
        })();

        storage.LogEnd = (function() {

            /**
             * Properties of a LogEnd.
             * @typedef {Object} sluice.storage.LogEnd.$Properties
             * @property {sluice.storage.LogPosition.$Properties|null} [end] LogEnd end
             * @property {number|null} [lastAppendMs] LogEnd lastAppendMs
             * @property {number|null} [maxTimestampMs] LogEnd maxTimestampMs
             * @property {number|null} [firstAppendMs] LogEnd firstAppendMs
             * @property {number|null} [headersCrc] LogEnd headersCrc
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a LogEnd.
             * @memberof sluice.storage
             * @interface ILogEnd
             * @augments sluice.storage.LogEnd.$Properties
             * @deprecated Use sluice.storage.LogEnd.$Properties instead.
             */

            /**
             * Shape of a LogEnd.
             * @typedef {sluice.storage.LogEnd.$Properties} sluice.storage.LogEnd.$Shape
             */

            /**
             * Constructs a new LogEnd.
             * @memberof sluice.storage
             * @classdesc Represents a LogEnd.
             * @constructor
             * @param {sluice.storage.LogEnd.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const LogEnd = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * LogEnd end.
             * @member {sluice.storage.LogPosition.$Properties|null|undefined} end
             * @memberof sluice.storage.LogEnd
             * @instance
             */
            LogEnd.prototype.end = null;

            /**
             * LogEnd lastAppendMs.
             * @member {number} lastAppendMs
             * @memberof sluice.storage.LogEnd
             * @instance
             */
            LogEnd.prototype.lastAppendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogEnd maxTimestampMs.
             * @member {number} maxTimestampMs
             * @memberof sluice.storage.LogEnd
             * @instance
             */
            LogEnd.prototype.maxTimestampMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogEnd firstAppendMs.
             * @member {number} firstAppendMs
             * @memberof sluice.storage.LogEnd
             * @instance
             */
            LogEnd.prototype.firstAppendMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * LogEnd headersCrc.
             * @member {number} headersCrc
             * @memberof sluice.storage.LogEnd
             * @instance
             */
            LogEnd.prototype.headersCrc = 0;

            /**
             * Creates a new LogEnd instance using the specified properties.
             * @function create
             * @memberof sluice.storage.LogEnd
             * @static
             * @param {sluice.storage.LogEnd.$Properties=} [properties] Properties to set
             * @returns {sluice.storage.LogEnd} LogEnd instance
             * @type {{
             *   (properties: sluice.storage.LogEnd.$Shape): sluice.storage.LogEnd & sluice.storage.LogEnd.$Shape;
             *   (properties?: sluice.storage.LogEnd.$Properties): sluice.storage.LogEnd;
             * }}
             */
            LogEnd.create = function(properties) {
                return new LogEnd(properties);
            };

            /**
             * Encodes the specified LogEnd message. Does not implicitly {@link sluice.storage.LogEnd.verify|verify} messages.
             * @function encode
             * @memberof sluice.storage.LogEnd
             * @static
             * @param {sluice.storage.LogEnd.$Properties} message LogEnd message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            LogEnd.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.end != null && $Object.hasOwnProperty.call(message, "end"))
                    $root.sluice.storage.LogPosition.encode(message.end, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.lastAppendMs != null && $Object.hasOwnProperty.call(message, "lastAppendMs") && (typeof message.lastAppendMs === "object" ? message.lastAppendMs.low || message.lastAppendMs.high : message.lastAppendMs !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.lastAppendMs);
                if (message.maxTimestampMs != null && $Object.hasOwnProperty.call(message, "maxTimestampMs") && (typeof message.maxTimestampMs === "object" ? message.maxTimestampMs.low || message.maxTimestampMs.high : message.maxTimestampMs !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.maxTimestampMs);
                if (message.firstAppendMs != null && $Object.hasOwnProperty.call(message, "firstAppendMs") && (typeof message.firstAppendMs === "object" ? message.firstAppendMs.low || message.firstAppendMs.high : message.firstAppendMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.firstAppendMs);
                if (message.headersCrc != null && $Object.hasOwnProperty.call(message, "headersCrc") && message.headersCrc !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.headersCrc);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a LogEnd message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.storage.LogEnd
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.storage.LogEnd & sluice.storage.LogEnd.$Shape} LogEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            LogEnd.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.sluice.storage.LogEnd();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.end = $root.sluice.storage.LogPosition.decode(reader, reader.size(), $undefined, _depth + 1, message.end);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.lastAppendMs = value;
                            else
                                delete message.lastAppendMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.maxTimestampMs = value;
                            else
                                delete message.maxTimestampMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.firstAppendMs = value;
                            else
                                delete message.firstAppendMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.headersCrc = value;
                            else
                                delete message.headersCrc;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            return LogEnd;
        })();

        return storage;
    })();

    return sluice;
})();

export {
  $root as default
};
