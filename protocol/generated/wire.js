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

    sluice.wire = (function() {

        /**
         * Namespace wire.
         * @memberof sluice
         * @namespace
         */
        const wire = {};

        wire.Request = (function() {

            /**
             * Properties of a Request.
             * @typedef {Object} sluice.wire.Request.$Properties
             * @property {number|null} [requestId] Request requestId
             * @property {sluice.wire.HelloRequest.$Properties|null} [hello] Request hello
             * @property {sluice.wire.MetadataRequest.$Properties|null} [metadata] Request metadata
             * @property {sluice.wire.CreateTopicsRequest.$Properties|null} [createTopics] Request createTopics
             * @property {sluice.wire.DeleteTopicsRequest.$Properties|null} [deleteTopics] Request deleteTopics
             * @property {sluice.wire.DescribeTopicsRequest.$Properties|null} [describeTopics] Request describeTopics
             * @property {sluice.wire.AlterTopicRequest.$Properties|null} [alterTopic] Request alterTopic
             * @property {sluice.wire.InitProducerIdRequest.$Properties|null} [initProducerId] Request initProducerId
             * @property {sluice.wire.ProduceRequest.$Properties|null} [produce] Request produce
             * @property {sluice.wire.FetchRequest.$Properties|null} [fetch] Request fetch
             * @property {sluice.wire.ListOffsetsRequest.$Properties|null} [listOffsets] Request listOffsets
             * @property {sluice.wire.DeleteRecordsRequest.$Properties|null} [deleteRecords] Request deleteRecords
             * @property {"hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords"} [body] Request body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Request.
             * @memberof sluice.wire
             * @interface IRequest
             * @augments sluice.wire.Request.$Properties
             * @deprecated Use sluice.wire.Request.$Properties instead.
             */

            /**
             * Narrowed shape of a Request.
             * @typedef {{
             *   requestId?: number|null;
             *   hello?: sluice.wire.HelloRequest.$Shape|null;
             *   metadata?: sluice.wire.MetadataRequest.$Shape|null;
             *   createTopics?: sluice.wire.CreateTopicsRequest.$Shape|null;
             *   deleteTopics?: sluice.wire.DeleteTopicsRequest.$Shape|null;
             *   describeTopics?: sluice.wire.DescribeTopicsRequest.$Shape|null;
             *   alterTopic?: sluice.wire.AlterTopicRequest.$Shape|null;
             *   initProducerId?: sluice.wire.InitProducerIdRequest.$Shape|null;
             *   produce?: sluice.wire.ProduceRequest.$Shape|null;
             *   fetch?: sluice.wire.FetchRequest.$Shape|null;
             *   listOffsets?: sluice.wire.ListOffsetsRequest.$Shape|null;
             *   deleteRecords?: sluice.wire.DeleteRecordsRequest.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "hello"; hello: sluice.wire.HelloRequest.$Shape; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "metadata"; hello?: null; metadata: sluice.wire.MetadataRequest.$Shape; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "createTopics"; hello?: null; metadata?: null; createTopics: sluice.wire.CreateTopicsRequest.$Shape; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "deleteTopics"; hello?: null; metadata?: null; createTopics?: null; deleteTopics: sluice.wire.DeleteTopicsRequest.$Shape; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "describeTopics"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics: sluice.wire.DescribeTopicsRequest.$Shape; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "alterTopic"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic: sluice.wire.AlterTopicRequest.$Shape; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "initProducerId"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId: sluice.wire.InitProducerIdRequest.$Shape; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "produce"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce: sluice.wire.ProduceRequest.$Shape; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "fetch"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch: sluice.wire.FetchRequest.$Shape; listOffsets?: null; deleteRecords?: null }|{ body?: "listOffsets"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets: sluice.wire.ListOffsetsRequest.$Shape; deleteRecords?: null }|{ body?: "deleteRecords"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords: sluice.wire.DeleteRecordsRequest.$Shape })
             * )} sluice.wire.Request.$Shape
             */

            /**
             * Constructs a new Request.
             * @memberof sluice.wire
             * @classdesc Represents a Request.
             * @constructor
             * @param {sluice.wire.Request.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Request = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Request requestId.
             * @member {number} requestId
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.requestId = 0;

            /**
             * Request hello.
             * @member {sluice.wire.HelloRequest.$Properties|null|undefined} hello
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.hello = null;

            /**
             * Request metadata.
             * @member {sluice.wire.MetadataRequest.$Properties|null|undefined} metadata
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.metadata = null;

            /**
             * Request createTopics.
             * @member {sluice.wire.CreateTopicsRequest.$Properties|null|undefined} createTopics
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.createTopics = null;

            /**
             * Request deleteTopics.
             * @member {sluice.wire.DeleteTopicsRequest.$Properties|null|undefined} deleteTopics
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.deleteTopics = null;

            /**
             * Request describeTopics.
             * @member {sluice.wire.DescribeTopicsRequest.$Properties|null|undefined} describeTopics
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.describeTopics = null;

            /**
             * Request alterTopic.
             * @member {sluice.wire.AlterTopicRequest.$Properties|null|undefined} alterTopic
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.alterTopic = null;

            /**
             * Request initProducerId.
             * @member {sluice.wire.InitProducerIdRequest.$Properties|null|undefined} initProducerId
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.initProducerId = null;

            /**
             * Request produce.
             * @member {sluice.wire.ProduceRequest.$Properties|null|undefined} produce
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.produce = null;

            /**
             * Request fetch.
             * @member {sluice.wire.FetchRequest.$Properties|null|undefined} fetch
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.fetch = null;

            /**
             * Request listOffsets.
             * @member {sluice.wire.ListOffsetsRequest.$Properties|null|undefined} listOffsets
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.listOffsets = null;

            /**
             * Request deleteRecords.
             * @member {sluice.wire.DeleteRecordsRequest.$Properties|null|undefined} deleteRecords
             * @memberof sluice.wire.Request
             * @instance
             */
            Request.prototype.deleteRecords = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Request body.
             * @member {"hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords"|undefined} body
             * @memberof sluice.wire.Request
             * @instance
             */
            $Object.defineProperty(Request.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["hello", "metadata", "createTopics", "deleteTopics", "describeTopics", "alterTopic", "initProducerId", "produce", "fetch", "listOffsets", "deleteRecords"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Request instance using the specified properties.
             * @function create
             * @memberof sluice.wire.Request
             * @static
             * @param {sluice.wire.Request.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.Request} Request instance
             * @type {{
             *   (properties: sluice.wire.Request.$Shape): sluice.wire.Request & sluice.wire.Request.$Shape;
             *   (properties?: sluice.wire.Request.$Properties): sluice.wire.Request;
             * }}
             */
            Request.create = function(properties) {
                return new Request(properties);
            };

            /**
             * Encodes the specified Request message. Does not implicitly {@link sluice.wire.Request.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.Request
             * @static
             * @param {sluice.wire.Request.$Properties} message Request message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Request.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestId);
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.sluice.wire.HelloRequest.encode(message.hello, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    $root.sluice.wire.MetadataRequest.encode(message.metadata, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.createTopics != null && $Object.hasOwnProperty.call(message, "createTopics"))
                    $root.sluice.wire.CreateTopicsRequest.encode(message.createTopics, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.deleteTopics != null && $Object.hasOwnProperty.call(message, "deleteTopics"))
                    $root.sluice.wire.DeleteTopicsRequest.encode(message.deleteTopics, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.describeTopics != null && $Object.hasOwnProperty.call(message, "describeTopics"))
                    $root.sluice.wire.DescribeTopicsRequest.encode(message.describeTopics, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.alterTopic != null && $Object.hasOwnProperty.call(message, "alterTopic"))
                    $root.sluice.wire.AlterTopicRequest.encode(message.alterTopic, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.initProducerId != null && $Object.hasOwnProperty.call(message, "initProducerId"))
                    $root.sluice.wire.InitProducerIdRequest.encode(message.initProducerId, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.produce != null && $Object.hasOwnProperty.call(message, "produce"))
                    $root.sluice.wire.ProduceRequest.encode(message.produce, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.fetch != null && $Object.hasOwnProperty.call(message, "fetch"))
                    $root.sluice.wire.FetchRequest.encode(message.fetch, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.listOffsets != null && $Object.hasOwnProperty.call(message, "listOffsets"))
                    $root.sluice.wire.ListOffsetsRequest.encode(message.listOffsets, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.deleteRecords != null && $Object.hasOwnProperty.call(message, "deleteRecords"))
                    $root.sluice.wire.DeleteRecordsRequest.encode(message.deleteRecords, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Request message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.Request
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.Request & sluice.wire.Request.$Shape} Request
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Request.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.Request();
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
                                message.requestId = value;
                            else
                                delete message.requestId;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.sluice.wire.HelloRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.body = "hello";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.metadata = $root.sluice.wire.MetadataRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.metadata);
                            message.body = "metadata";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.createTopics = $root.sluice.wire.CreateTopicsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.createTopics);
                            message.body = "createTopics";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.deleteTopics = $root.sluice.wire.DeleteTopicsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.deleteTopics);
                            message.body = "deleteTopics";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.describeTopics = $root.sluice.wire.DescribeTopicsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.describeTopics);
                            message.body = "describeTopics";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.alterTopic = $root.sluice.wire.AlterTopicRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.alterTopic);
                            message.body = "alterTopic";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.initProducerId = $root.sluice.wire.InitProducerIdRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.initProducerId);
                            message.body = "initProducerId";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.produce = $root.sluice.wire.ProduceRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.produce);
                            message.body = "produce";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.fetch = $root.sluice.wire.FetchRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.fetch);
                            message.body = "fetch";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.listOffsets = $root.sluice.wire.ListOffsetsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.listOffsets);
                            message.body = "listOffsets";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.deleteRecords = $root.sluice.wire.DeleteRecordsRequest.decode(reader, reader.size(), $undefined, _depth + 1, message.deleteRecords);
                            message.body = "deleteRecords";
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

            return Request;
        })();

        wire.Response = (function() {

            /**
             * Properties of a Response.
             * @typedef {Object} sluice.wire.Response.$Properties
             * @property {number|null} [requestId] Response requestId
             * @property {sluice.wire.Failure.$Properties|null} [failure] Response failure
             * @property {sluice.wire.HelloResponse.$Properties|null} [hello] Response hello
             * @property {sluice.wire.MetadataResponse.$Properties|null} [metadata] Response metadata
             * @property {sluice.wire.CreateTopicsResponse.$Properties|null} [createTopics] Response createTopics
             * @property {sluice.wire.DeleteTopicsResponse.$Properties|null} [deleteTopics] Response deleteTopics
             * @property {sluice.wire.DescribeTopicsResponse.$Properties|null} [describeTopics] Response describeTopics
             * @property {sluice.wire.AlterTopicResponse.$Properties|null} [alterTopic] Response alterTopic
             * @property {sluice.wire.InitProducerIdResponse.$Properties|null} [initProducerId] Response initProducerId
             * @property {sluice.wire.ProduceResponse.$Properties|null} [produce] Response produce
             * @property {sluice.wire.FetchResponse.$Properties|null} [fetch] Response fetch
             * @property {sluice.wire.ListOffsetsResponse.$Properties|null} [listOffsets] Response listOffsets
             * @property {sluice.wire.DeleteRecordsResponse.$Properties|null} [deleteRecords] Response deleteRecords
             * @property {"failure"|"hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords"} [body] Response body
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Response.
             * @memberof sluice.wire
             * @interface IResponse
             * @augments sluice.wire.Response.$Properties
             * @deprecated Use sluice.wire.Response.$Properties instead.
             */

            /**
             * Narrowed shape of a Response.
             * @typedef {{
             *   requestId?: number|null;
             *   failure?: sluice.wire.Failure.$Shape|null;
             *   hello?: sluice.wire.HelloResponse.$Shape|null;
             *   metadata?: sluice.wire.MetadataResponse.$Shape|null;
             *   createTopics?: sluice.wire.CreateTopicsResponse.$Shape|null;
             *   deleteTopics?: sluice.wire.DeleteTopicsResponse.$Shape|null;
             *   describeTopics?: sluice.wire.DescribeTopicsResponse.$Shape|null;
             *   alterTopic?: sluice.wire.AlterTopicResponse.$Shape|null;
             *   initProducerId?: sluice.wire.InitProducerIdResponse.$Shape|null;
             *   produce?: sluice.wire.ProduceResponse.$Shape|null;
             *   fetch?: sluice.wire.FetchResponse.$Shape|null;
             *   listOffsets?: sluice.wire.ListOffsetsResponse.$Shape|null;
             *   deleteRecords?: sluice.wire.DeleteRecordsResponse.$Shape|null;
             *   $unknowns?: Array.<Uint8Array>;
             * } & (
             *   ({ body?: undefined; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "failure"; failure: sluice.wire.Failure.$Shape; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "hello"; failure?: null; hello: sluice.wire.HelloResponse.$Shape; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "metadata"; failure?: null; hello?: null; metadata: sluice.wire.MetadataResponse.$Shape; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "createTopics"; failure?: null; hello?: null; metadata?: null; createTopics: sluice.wire.CreateTopicsResponse.$Shape; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "deleteTopics"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics: sluice.wire.DeleteTopicsResponse.$Shape; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "describeTopics"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics: sluice.wire.DescribeTopicsResponse.$Shape; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "alterTopic"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic: sluice.wire.AlterTopicResponse.$Shape; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "initProducerId"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId: sluice.wire.InitProducerIdResponse.$Shape; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "produce"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce: sluice.wire.ProduceResponse.$Shape; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "fetch"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch: sluice.wire.FetchResponse.$Shape; listOffsets?: null; deleteRecords?: null }|{ body?: "listOffsets"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets: sluice.wire.ListOffsetsResponse.$Shape; deleteRecords?: null }|{ body?: "deleteRecords"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords: sluice.wire.DeleteRecordsResponse.$Shape })
             * )} sluice.wire.Response.$Shape
             */

            /**
             * Constructs a new Response.
             * @memberof sluice.wire
             * @classdesc Represents a Response.
             * @constructor
             * @param {sluice.wire.Response.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Response = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Response requestId.
             * @member {number} requestId
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.requestId = 0;

            /**
             * Response failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.failure = null;

            /**
             * Response hello.
             * @member {sluice.wire.HelloResponse.$Properties|null|undefined} hello
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.hello = null;

            /**
             * Response metadata.
             * @member {sluice.wire.MetadataResponse.$Properties|null|undefined} metadata
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.metadata = null;

            /**
             * Response createTopics.
             * @member {sluice.wire.CreateTopicsResponse.$Properties|null|undefined} createTopics
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.createTopics = null;

            /**
             * Response deleteTopics.
             * @member {sluice.wire.DeleteTopicsResponse.$Properties|null|undefined} deleteTopics
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.deleteTopics = null;

            /**
             * Response describeTopics.
             * @member {sluice.wire.DescribeTopicsResponse.$Properties|null|undefined} describeTopics
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.describeTopics = null;

            /**
             * Response alterTopic.
             * @member {sluice.wire.AlterTopicResponse.$Properties|null|undefined} alterTopic
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.alterTopic = null;

            /**
             * Response initProducerId.
             * @member {sluice.wire.InitProducerIdResponse.$Properties|null|undefined} initProducerId
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.initProducerId = null;

            /**
             * Response produce.
             * @member {sluice.wire.ProduceResponse.$Properties|null|undefined} produce
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.produce = null;

            /**
             * Response fetch.
             * @member {sluice.wire.FetchResponse.$Properties|null|undefined} fetch
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.fetch = null;

            /**
             * Response listOffsets.
             * @member {sluice.wire.ListOffsetsResponse.$Properties|null|undefined} listOffsets
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.listOffsets = null;

            /**
             * Response deleteRecords.
             * @member {sluice.wire.DeleteRecordsResponse.$Properties|null|undefined} deleteRecords
             * @memberof sluice.wire.Response
             * @instance
             */
            Response.prototype.deleteRecords = null;

            // OneOf field names bound to virtual getters and setters
            let $oneOfFields;

            /**
             * Response body.
             * @member {"failure"|"hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords"|undefined} body
             * @memberof sluice.wire.Response
             * @instance
             */
            $Object.defineProperty(Response.prototype, "body", {
                get: $util.oneOfGetter($oneOfFields = ["failure", "hello", "metadata", "createTopics", "deleteTopics", "describeTopics", "alterTopic", "initProducerId", "produce", "fetch", "listOffsets", "deleteRecords"]),
                set: $util.oneOfSetter($oneOfFields)
            });

            /**
             * Creates a new Response instance using the specified properties.
             * @function create
             * @memberof sluice.wire.Response
             * @static
             * @param {sluice.wire.Response.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.Response} Response instance
             * @type {{
             *   (properties: sluice.wire.Response.$Shape): sluice.wire.Response & sluice.wire.Response.$Shape;
             *   (properties?: sluice.wire.Response.$Properties): sluice.wire.Response;
             * }}
             */
            Response.create = function(properties) {
                return new Response(properties);
            };

            /**
             * Encodes the specified Response message. Does not implicitly {@link sluice.wire.Response.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.Response
             * @static
             * @param {sluice.wire.Response.$Properties} message Response message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Response.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.requestId != null && $Object.hasOwnProperty.call(message, "requestId") && message.requestId !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.requestId);
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                if (message.hello != null && $Object.hasOwnProperty.call(message, "hello"))
                    $root.sluice.wire.HelloResponse.encode(message.hello, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                if (message.metadata != null && $Object.hasOwnProperty.call(message, "metadata"))
                    $root.sluice.wire.MetadataResponse.encode(message.metadata, writer.uint32(/* id 11, wireType 2 =*/90).fork(), _depth + 1).ldelim();
                if (message.createTopics != null && $Object.hasOwnProperty.call(message, "createTopics"))
                    $root.sluice.wire.CreateTopicsResponse.encode(message.createTopics, writer.uint32(/* id 12, wireType 2 =*/98).fork(), _depth + 1).ldelim();
                if (message.deleteTopics != null && $Object.hasOwnProperty.call(message, "deleteTopics"))
                    $root.sluice.wire.DeleteTopicsResponse.encode(message.deleteTopics, writer.uint32(/* id 13, wireType 2 =*/106).fork(), _depth + 1).ldelim();
                if (message.describeTopics != null && $Object.hasOwnProperty.call(message, "describeTopics"))
                    $root.sluice.wire.DescribeTopicsResponse.encode(message.describeTopics, writer.uint32(/* id 14, wireType 2 =*/114).fork(), _depth + 1).ldelim();
                if (message.alterTopic != null && $Object.hasOwnProperty.call(message, "alterTopic"))
                    $root.sluice.wire.AlterTopicResponse.encode(message.alterTopic, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                if (message.initProducerId != null && $Object.hasOwnProperty.call(message, "initProducerId"))
                    $root.sluice.wire.InitProducerIdResponse.encode(message.initProducerId, writer.uint32(/* id 16, wireType 2 =*/130).fork(), _depth + 1).ldelim();
                if (message.produce != null && $Object.hasOwnProperty.call(message, "produce"))
                    $root.sluice.wire.ProduceResponse.encode(message.produce, writer.uint32(/* id 17, wireType 2 =*/138).fork(), _depth + 1).ldelim();
                if (message.fetch != null && $Object.hasOwnProperty.call(message, "fetch"))
                    $root.sluice.wire.FetchResponse.encode(message.fetch, writer.uint32(/* id 18, wireType 2 =*/146).fork(), _depth + 1).ldelim();
                if (message.listOffsets != null && $Object.hasOwnProperty.call(message, "listOffsets"))
                    $root.sluice.wire.ListOffsetsResponse.encode(message.listOffsets, writer.uint32(/* id 19, wireType 2 =*/154).fork(), _depth + 1).ldelim();
                if (message.deleteRecords != null && $Object.hasOwnProperty.call(message, "deleteRecords"))
                    $root.sluice.wire.DeleteRecordsResponse.encode(message.deleteRecords, writer.uint32(/* id 20, wireType 2 =*/162).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.Response
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.Response & sluice.wire.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Response.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.Response();
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
                                message.requestId = value;
                            else
                                delete message.requestId;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
                            message.body = "failure";
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            message.hello = $root.sluice.wire.HelloResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.hello);
                            message.body = "hello";
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            message.metadata = $root.sluice.wire.MetadataResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.metadata);
                            message.body = "metadata";
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.createTopics = $root.sluice.wire.CreateTopicsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.createTopics);
                            message.body = "createTopics";
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.deleteTopics = $root.sluice.wire.DeleteTopicsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.deleteTopics);
                            message.body = "deleteTopics";
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.describeTopics = $root.sluice.wire.DescribeTopicsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.describeTopics);
                            message.body = "describeTopics";
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.alterTopic = $root.sluice.wire.AlterTopicResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.alterTopic);
                            message.body = "alterTopic";
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            message.initProducerId = $root.sluice.wire.InitProducerIdResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.initProducerId);
                            message.body = "initProducerId";
                            continue;
                        }
                    case 17: {
                            if (wireType !== 2)
                                break;
                            message.produce = $root.sluice.wire.ProduceResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.produce);
                            message.body = "produce";
                            continue;
                        }
                    case 18: {
                            if (wireType !== 2)
                                break;
                            message.fetch = $root.sluice.wire.FetchResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.fetch);
                            message.body = "fetch";
                            continue;
                        }
                    case 19: {
                            if (wireType !== 2)
                                break;
                            message.listOffsets = $root.sluice.wire.ListOffsetsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.listOffsets);
                            message.body = "listOffsets";
                            continue;
                        }
                    case 20: {
                            if (wireType !== 2)
                                break;
                            message.deleteRecords = $root.sluice.wire.DeleteRecordsResponse.decode(reader, reader.size(), $undefined, _depth + 1, message.deleteRecords);
                            message.body = "deleteRecords";
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

            return Response;
        })();

        wire.Failure = (function() {

            /**
             * Properties of a Failure.
             * @typedef {Object} sluice.wire.Failure.$Properties
             * @property {number|null} [code] Failure code
             * @property {string|null} [message] Failure message
             * @property {number|null} [logStartOffset] Failure logStartOffset
             * @property {number|null} [visibleOffset] Failure visibleOffset
             * @property {number|null} [divergingOffset] Failure divergingOffset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Failure.
             * @memberof sluice.wire
             * @interface IFailure
             * @augments sluice.wire.Failure.$Properties
             * @deprecated Use sluice.wire.Failure.$Properties instead.
             */

            /**
             * Shape of a Failure.
             * @typedef {sluice.wire.Failure.$Properties} sluice.wire.Failure.$Shape
             */

            /**
             * Constructs a new Failure.
             * @memberof sluice.wire
             * @classdesc Represents a Failure.
             * @constructor
             * @param {sluice.wire.Failure.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Failure = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Failure code.
             * @member {number} code
             * @memberof sluice.wire.Failure
             * @instance
             */
            Failure.prototype.code = 0;

            /**
             * Failure message.
             * @member {string} message
             * @memberof sluice.wire.Failure
             * @instance
             */
            Failure.prototype.message = "";

            /**
             * Failure logStartOffset.
             * @member {number} logStartOffset
             * @memberof sluice.wire.Failure
             * @instance
             */
            Failure.prototype.logStartOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Failure visibleOffset.
             * @member {number} visibleOffset
             * @memberof sluice.wire.Failure
             * @instance
             */
            Failure.prototype.visibleOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Failure divergingOffset.
             * @member {number} divergingOffset
             * @memberof sluice.wire.Failure
             * @instance
             */
            Failure.prototype.divergingOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new Failure instance using the specified properties.
             * @function create
             * @memberof sluice.wire.Failure
             * @static
             * @param {sluice.wire.Failure.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.Failure} Failure instance
             * @type {{
             *   (properties: sluice.wire.Failure.$Shape): sluice.wire.Failure & sluice.wire.Failure.$Shape;
             *   (properties?: sluice.wire.Failure.$Properties): sluice.wire.Failure;
             * }}
             */
            Failure.create = function(properties) {
                return new Failure(properties);
            };

            /**
             * Encodes the specified Failure message. Does not implicitly {@link sluice.wire.Failure.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.Failure
             * @static
             * @param {sluice.wire.Failure.$Properties} message Failure message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Failure.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.code);
                if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.message);
                if (message.logStartOffset != null && $Object.hasOwnProperty.call(message, "logStartOffset") && (typeof message.logStartOffset === "object" ? message.logStartOffset.low || message.logStartOffset.high : message.logStartOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.logStartOffset);
                if (message.visibleOffset != null && $Object.hasOwnProperty.call(message, "visibleOffset") && (typeof message.visibleOffset === "object" ? message.visibleOffset.low || message.visibleOffset.high : message.visibleOffset !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.visibleOffset);
                if (message.divergingOffset != null && $Object.hasOwnProperty.call(message, "divergingOffset") && (typeof message.divergingOffset === "object" ? message.divergingOffset.low || message.divergingOffset.high : message.divergingOffset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.divergingOffset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.Failure
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.Failure & sluice.wire.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Failure.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.Failure();
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
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.message = value;
                            else
                                delete message.message;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.logStartOffset = value;
                            else
                                delete message.logStartOffset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.visibleOffset = value;
                            else
                                delete message.visibleOffset;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.divergingOffset = value;
                            else
                                delete message.divergingOffset;
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

            return Failure;
        })();

        wire.HelloRequest = (function() {

            /**
             * Properties of a HelloRequest.
             * @typedef {Object} sluice.wire.HelloRequest.$Properties
             * @property {string|null} [clientId] HelloRequest clientId
             * @property {number|null} [versionMin] HelloRequest versionMin
             * @property {number|null} [versionMax] HelloRequest versionMax
             * @property {Array.<string>|null} [features] HelloRequest features
             * @property {string|null} [software] HelloRequest software
             * @property {boolean|null} [inOrder] HelloRequest inOrder
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HelloRequest.
             * @memberof sluice.wire
             * @interface IHelloRequest
             * @augments sluice.wire.HelloRequest.$Properties
             * @deprecated Use sluice.wire.HelloRequest.$Properties instead.
             */

            /**
             * Shape of a HelloRequest.
             * @typedef {sluice.wire.HelloRequest.$Properties} sluice.wire.HelloRequest.$Shape
             */

            /**
             * Constructs a new HelloRequest.
             * @memberof sluice.wire
             * @classdesc Represents a HelloRequest.
             * @constructor
             * @param {sluice.wire.HelloRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HelloRequest = function (properties) {
                this.features = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HelloRequest clientId.
             * @member {string} clientId
             * @memberof sluice.wire.HelloRequest
             * @instance
             */
            HelloRequest.prototype.clientId = "";

            /**
             * HelloRequest versionMin.
             * @member {number} versionMin
             * @memberof sluice.wire.HelloRequest
             * @instance
             */
            HelloRequest.prototype.versionMin = 0;

            /**
             * HelloRequest versionMax.
             * @member {number} versionMax
             * @memberof sluice.wire.HelloRequest
             * @instance
             */
            HelloRequest.prototype.versionMax = 0;

            /**
             * HelloRequest features.
             * @member {Array.<string>} features
             * @memberof sluice.wire.HelloRequest
             * @instance
             */
            HelloRequest.prototype.features = $util.emptyArray;

            /**
             * HelloRequest software.
             * @member {string} software
             * @memberof sluice.wire.HelloRequest
             * @instance
             */
            HelloRequest.prototype.software = "";

            /**
             * HelloRequest inOrder.
             * @member {boolean} inOrder
             * @memberof sluice.wire.HelloRequest
             * @instance
             */
            HelloRequest.prototype.inOrder = false;

            /**
             * Creates a new HelloRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.HelloRequest
             * @static
             * @param {sluice.wire.HelloRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.HelloRequest} HelloRequest instance
             * @type {{
             *   (properties: sluice.wire.HelloRequest.$Shape): sluice.wire.HelloRequest & sluice.wire.HelloRequest.$Shape;
             *   (properties?: sluice.wire.HelloRequest.$Properties): sluice.wire.HelloRequest;
             * }}
             */
            HelloRequest.create = function(properties) {
                return new HelloRequest(properties);
            };

            /**
             * Encodes the specified HelloRequest message. Does not implicitly {@link sluice.wire.HelloRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.HelloRequest
             * @static
             * @param {sluice.wire.HelloRequest.$Properties} message HelloRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HelloRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.clientId != null && $Object.hasOwnProperty.call(message, "clientId") && message.clientId !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.clientId);
                if (message.versionMin != null && $Object.hasOwnProperty.call(message, "versionMin") && message.versionMin !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.versionMin);
                if (message.versionMax != null && $Object.hasOwnProperty.call(message, "versionMax") && message.versionMax !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.versionMax);
                if (message.features != null && message.features.length)
                    for (let i = 0; i < message.features.length; ++i)
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.features[i]);
                if (message.software != null && $Object.hasOwnProperty.call(message, "software") && message.software !== "")
                    writer.uint32(/* id 5, wireType 2 =*/42).string(message.software);
                if (message.inOrder != null && $Object.hasOwnProperty.call(message, "inOrder") && message.inOrder !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.inOrder);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HelloRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.HelloRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.HelloRequest & sluice.wire.HelloRequest.$Shape} HelloRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HelloRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.HelloRequest();
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
                                message.clientId = value;
                            else
                                delete message.clientId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.versionMin = value;
                            else
                                delete message.versionMin;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.versionMax = value;
                            else
                                delete message.versionMax;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.features && message.features.length))
                                message.features = [];
                            message.features.push(reader.stringVerify());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.software = value;
                            else
                                delete message.software;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.inOrder = value;
                            else
                                delete message.inOrder;
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

            return HelloRequest;
        })();

        wire.HelloResponse = (function() {

            /**
             * Properties of a HelloResponse.
             * @typedef {Object} sluice.wire.HelloResponse.$Properties
             * @property {number|null} [version] HelloResponse version
             * @property {Array.<string>|null} [features] HelloResponse features
             * @property {string|null} [software] HelloResponse software
             * @property {string|null} [clusterId] HelloResponse clusterId
             * @property {number|null} [bootEpoch] HelloResponse bootEpoch
             * @property {sluice.wire.Limits.$Properties|null} [limits] HelloResponse limits
             * @property {Array.<string>|null} [authentication] HelloResponse authentication
             * @property {string|null} [advertised] HelloResponse advertised
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a HelloResponse.
             * @memberof sluice.wire
             * @interface IHelloResponse
             * @augments sluice.wire.HelloResponse.$Properties
             * @deprecated Use sluice.wire.HelloResponse.$Properties instead.
             */

            /**
             * Shape of a HelloResponse.
             * @typedef {sluice.wire.HelloResponse.$Properties} sluice.wire.HelloResponse.$Shape
             */

            /**
             * Constructs a new HelloResponse.
             * @memberof sluice.wire
             * @classdesc Represents a HelloResponse.
             * @constructor
             * @param {sluice.wire.HelloResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const HelloResponse = function (properties) {
                this.features = [];
                this.authentication = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * HelloResponse version.
             * @member {number} version
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.version = 0;

            /**
             * HelloResponse features.
             * @member {Array.<string>} features
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.features = $util.emptyArray;

            /**
             * HelloResponse software.
             * @member {string} software
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.software = "";

            /**
             * HelloResponse clusterId.
             * @member {string} clusterId
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.clusterId = "";

            /**
             * HelloResponse bootEpoch.
             * @member {number} bootEpoch
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.bootEpoch = 0;

            /**
             * HelloResponse limits.
             * @member {sluice.wire.Limits.$Properties|null|undefined} limits
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.limits = null;

            /**
             * HelloResponse authentication.
             * @member {Array.<string>} authentication
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.authentication = $util.emptyArray;

            /**
             * HelloResponse advertised.
             * @member {string} advertised
             * @memberof sluice.wire.HelloResponse
             * @instance
             */
            HelloResponse.prototype.advertised = "";

            /**
             * Creates a new HelloResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.HelloResponse
             * @static
             * @param {sluice.wire.HelloResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.HelloResponse} HelloResponse instance
             * @type {{
             *   (properties: sluice.wire.HelloResponse.$Shape): sluice.wire.HelloResponse & sluice.wire.HelloResponse.$Shape;
             *   (properties?: sluice.wire.HelloResponse.$Properties): sluice.wire.HelloResponse;
             * }}
             */
            HelloResponse.create = function(properties) {
                return new HelloResponse(properties);
            };

            /**
             * Encodes the specified HelloResponse message. Does not implicitly {@link sluice.wire.HelloResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.HelloResponse
             * @static
             * @param {sluice.wire.HelloResponse.$Properties} message HelloResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            HelloResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.version);
                if (message.features != null && message.features.length)
                    for (let i = 0; i < message.features.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.features[i]);
                if (message.software != null && $Object.hasOwnProperty.call(message, "software") && message.software !== "")
                    writer.uint32(/* id 3, wireType 2 =*/26).string(message.software);
                if (message.clusterId != null && $Object.hasOwnProperty.call(message, "clusterId") && message.clusterId !== "")
                    writer.uint32(/* id 4, wireType 2 =*/34).string(message.clusterId);
                if (message.bootEpoch != null && $Object.hasOwnProperty.call(message, "bootEpoch") && message.bootEpoch !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.bootEpoch);
                if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                    $root.sluice.wire.Limits.encode(message.limits, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.authentication != null && message.authentication.length)
                    for (let i = 0; i < message.authentication.length; ++i)
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.authentication[i]);
                if (message.advertised != null && $Object.hasOwnProperty.call(message, "advertised") && message.advertised !== "")
                    writer.uint32(/* id 8, wireType 2 =*/66).string(message.advertised);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a HelloResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.HelloResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.HelloResponse & sluice.wire.HelloResponse.$Shape} HelloResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            HelloResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.HelloResponse();
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
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.features && message.features.length))
                                message.features = [];
                            message.features.push(reader.stringVerify());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.software = value;
                            else
                                delete message.software;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.clusterId = value;
                            else
                                delete message.clusterId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.bootEpoch = value;
                            else
                                delete message.bootEpoch;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            message.limits = $root.sluice.wire.Limits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.authentication && message.authentication.length))
                                message.authentication = [];
                            message.authentication.push(reader.stringVerify());
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.advertised = value;
                            else
                                delete message.advertised;
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

            return HelloResponse;
        })();

        wire.Limits = (function() {

            /**
             * Properties of a Limits.
             * @typedef {Object} sluice.wire.Limits.$Properties
             * @property {number|null} [frameBytesMax] Limits frameBytesMax
             * @property {number|null} [headerBytesMax] Limits headerBytesMax
             * @property {number|null} [requestsInFlightMax] Limits requestsInFlightMax
             * @property {number|null} [partitionsPerRequestMax] Limits partitionsPerRequestMax
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Limits.
             * @memberof sluice.wire
             * @interface ILimits
             * @augments sluice.wire.Limits.$Properties
             * @deprecated Use sluice.wire.Limits.$Properties instead.
             */

            /**
             * Shape of a Limits.
             * @typedef {sluice.wire.Limits.$Properties} sluice.wire.Limits.$Shape
             */

            /**
             * Constructs a new Limits.
             * @memberof sluice.wire
             * @classdesc Represents a Limits.
             * @constructor
             * @param {sluice.wire.Limits.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Limits = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Limits frameBytesMax.
             * @member {number} frameBytesMax
             * @memberof sluice.wire.Limits
             * @instance
             */
            Limits.prototype.frameBytesMax = 0;

            /**
             * Limits headerBytesMax.
             * @member {number} headerBytesMax
             * @memberof sluice.wire.Limits
             * @instance
             */
            Limits.prototype.headerBytesMax = 0;

            /**
             * Limits requestsInFlightMax.
             * @member {number} requestsInFlightMax
             * @memberof sluice.wire.Limits
             * @instance
             */
            Limits.prototype.requestsInFlightMax = 0;

            /**
             * Limits partitionsPerRequestMax.
             * @member {number} partitionsPerRequestMax
             * @memberof sluice.wire.Limits
             * @instance
             */
            Limits.prototype.partitionsPerRequestMax = 0;

            /**
             * Creates a new Limits instance using the specified properties.
             * @function create
             * @memberof sluice.wire.Limits
             * @static
             * @param {sluice.wire.Limits.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.Limits} Limits instance
             * @type {{
             *   (properties: sluice.wire.Limits.$Shape): sluice.wire.Limits & sluice.wire.Limits.$Shape;
             *   (properties?: sluice.wire.Limits.$Properties): sluice.wire.Limits;
             * }}
             */
            Limits.create = function(properties) {
                return new Limits(properties);
            };

            /**
             * Encodes the specified Limits message. Does not implicitly {@link sluice.wire.Limits.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.Limits
             * @static
             * @param {sluice.wire.Limits.$Properties} message Limits message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Limits.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.frameBytesMax != null && $Object.hasOwnProperty.call(message, "frameBytesMax") && message.frameBytesMax !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.frameBytesMax);
                if (message.headerBytesMax != null && $Object.hasOwnProperty.call(message, "headerBytesMax") && message.headerBytesMax !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.headerBytesMax);
                if (message.requestsInFlightMax != null && $Object.hasOwnProperty.call(message, "requestsInFlightMax") && message.requestsInFlightMax !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.requestsInFlightMax);
                if (message.partitionsPerRequestMax != null && $Object.hasOwnProperty.call(message, "partitionsPerRequestMax") && message.partitionsPerRequestMax !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.partitionsPerRequestMax);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Limits message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.Limits
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.Limits & sluice.wire.Limits.$Shape} Limits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Limits.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.Limits();
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
                                message.frameBytesMax = value;
                            else
                                delete message.frameBytesMax;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.headerBytesMax = value;
                            else
                                delete message.headerBytesMax;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.requestsInFlightMax = value;
                            else
                                delete message.requestsInFlightMax;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partitionsPerRequestMax = value;
                            else
                                delete message.partitionsPerRequestMax;
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

            return Limits;
        })();

        wire.MetadataRequest = (function() {

            /**
             * Properties of a MetadataRequest.
             * @typedef {Object} sluice.wire.MetadataRequest.$Properties
             * @property {Array.<string>|null} [names] MetadataRequest names
             * @property {Array.<Uint8Array>|null} [ids] MetadataRequest ids
             * @property {boolean|null} [all] MetadataRequest all
             * @property {boolean|null} [create] MetadataRequest create
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MetadataRequest.
             * @memberof sluice.wire
             * @interface IMetadataRequest
             * @augments sluice.wire.MetadataRequest.$Properties
             * @deprecated Use sluice.wire.MetadataRequest.$Properties instead.
             */

            /**
             * Shape of a MetadataRequest.
             * @typedef {sluice.wire.MetadataRequest.$Properties} sluice.wire.MetadataRequest.$Shape
             */

            /**
             * Constructs a new MetadataRequest.
             * @memberof sluice.wire
             * @classdesc Represents a MetadataRequest.
             * @constructor
             * @param {sluice.wire.MetadataRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MetadataRequest = function (properties) {
                this.names = [];
                this.ids = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MetadataRequest names.
             * @member {Array.<string>} names
             * @memberof sluice.wire.MetadataRequest
             * @instance
             */
            MetadataRequest.prototype.names = $util.emptyArray;

            /**
             * MetadataRequest ids.
             * @member {Array.<Uint8Array>} ids
             * @memberof sluice.wire.MetadataRequest
             * @instance
             */
            MetadataRequest.prototype.ids = $util.emptyArray;

            /**
             * MetadataRequest all.
             * @member {boolean} all
             * @memberof sluice.wire.MetadataRequest
             * @instance
             */
            MetadataRequest.prototype.all = false;

            /**
             * MetadataRequest create.
             * @member {boolean} create
             * @memberof sluice.wire.MetadataRequest
             * @instance
             */
            MetadataRequest.prototype.create = false;

            /**
             * Creates a new MetadataRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.MetadataRequest
             * @static
             * @param {sluice.wire.MetadataRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.MetadataRequest} MetadataRequest instance
             * @type {{
             *   (properties: sluice.wire.MetadataRequest.$Shape): sluice.wire.MetadataRequest & sluice.wire.MetadataRequest.$Shape;
             *   (properties?: sluice.wire.MetadataRequest.$Properties): sluice.wire.MetadataRequest;
             * }}
             */
            MetadataRequest.create = function(properties) {
                return new MetadataRequest(properties);
            };

            /**
             * Encodes the specified MetadataRequest message. Does not implicitly {@link sluice.wire.MetadataRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.MetadataRequest
             * @static
             * @param {sluice.wire.MetadataRequest.$Properties} message MetadataRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MetadataRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.names != null && message.names.length)
                    for (let i = 0; i < message.names.length; ++i)
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.names[i]);
                if (message.ids != null && message.ids.length)
                    for (let i = 0; i < message.ids.length; ++i)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.ids[i]);
                if (message.all != null && $Object.hasOwnProperty.call(message, "all") && message.all !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.all);
                if (message.create != null && $Object.hasOwnProperty.call(message, "create") && message.create !== false)
                    writer.uint32(/* id 4, wireType 0 =*/32).bool(message.create);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MetadataRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.MetadataRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.MetadataRequest & sluice.wire.MetadataRequest.$Shape} MetadataRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MetadataRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.MetadataRequest();
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
                            if (!(message.names && message.names.length))
                                message.names = [];
                            message.names.push(reader.stringVerify());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.ids && message.ids.length))
                                message.ids = [];
                            message.ids.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.all = value;
                            else
                                delete message.all;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.create = value;
                            else
                                delete message.create;
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

            return MetadataRequest;
        })();

        wire.MetadataResponse = (function() {

            /**
             * Properties of a MetadataResponse.
             * @typedef {Object} sluice.wire.MetadataResponse.$Properties
             * @property {Array.<sluice.wire.TopicMetadata.$Properties>|null} [topics] MetadataResponse topics
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a MetadataResponse.
             * @memberof sluice.wire
             * @interface IMetadataResponse
             * @augments sluice.wire.MetadataResponse.$Properties
             * @deprecated Use sluice.wire.MetadataResponse.$Properties instead.
             */

            /**
             * Shape of a MetadataResponse.
             * @typedef {sluice.wire.MetadataResponse.$Properties} sluice.wire.MetadataResponse.$Shape
             */

            /**
             * Constructs a new MetadataResponse.
             * @memberof sluice.wire
             * @classdesc Represents a MetadataResponse.
             * @constructor
             * @param {sluice.wire.MetadataResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const MetadataResponse = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * MetadataResponse topics.
             * @member {Array.<sluice.wire.TopicMetadata.$Properties>} topics
             * @memberof sluice.wire.MetadataResponse
             * @instance
             */
            MetadataResponse.prototype.topics = $util.emptyArray;

            /**
             * Creates a new MetadataResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.MetadataResponse
             * @static
             * @param {sluice.wire.MetadataResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.MetadataResponse} MetadataResponse instance
             * @type {{
             *   (properties: sluice.wire.MetadataResponse.$Shape): sluice.wire.MetadataResponse & sluice.wire.MetadataResponse.$Shape;
             *   (properties?: sluice.wire.MetadataResponse.$Properties): sluice.wire.MetadataResponse;
             * }}
             */
            MetadataResponse.create = function(properties) {
                return new MetadataResponse(properties);
            };

            /**
             * Encodes the specified MetadataResponse message. Does not implicitly {@link sluice.wire.MetadataResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.MetadataResponse
             * @static
             * @param {sluice.wire.MetadataResponse.$Properties} message MetadataResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            MetadataResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.TopicMetadata.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a MetadataResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.MetadataResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.MetadataResponse & sluice.wire.MetadataResponse.$Shape} MetadataResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            MetadataResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.MetadataResponse();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.TopicMetadata.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return MetadataResponse;
        })();

        wire.TopicMetadata = (function() {

            /**
             * Properties of a TopicMetadata.
             * @typedef {Object} sluice.wire.TopicMetadata.$Properties
             * @property {sluice.wire.Failure.$Properties|null} [failure] TopicMetadata failure
             * @property {string|null} [name] TopicMetadata name
             * @property {Uint8Array|null} [id] TopicMetadata id
             * @property {Array.<sluice.wire.PartitionMetadata.$Properties>|null} [partitions] TopicMetadata partitions
             * @property {number|null} [messageBytesMax] TopicMetadata messageBytesMax
             * @property {boolean|null} [compacted] TopicMetadata compacted
             * @property {boolean|null} [durable] TopicMetadata durable
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicMetadata.
             * @memberof sluice.wire
             * @interface ITopicMetadata
             * @augments sluice.wire.TopicMetadata.$Properties
             * @deprecated Use sluice.wire.TopicMetadata.$Properties instead.
             */

            /**
             * Shape of a TopicMetadata.
             * @typedef {sluice.wire.TopicMetadata.$Properties} sluice.wire.TopicMetadata.$Shape
             */

            /**
             * Constructs a new TopicMetadata.
             * @memberof sluice.wire
             * @classdesc Represents a TopicMetadata.
             * @constructor
             * @param {sluice.wire.TopicMetadata.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicMetadata = function (properties) {
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicMetadata failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.failure = null;

            /**
             * TopicMetadata name.
             * @member {string} name
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.name = "";

            /**
             * TopicMetadata id.
             * @member {Uint8Array} id
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.id = $util.newBuffer([]);

            /**
             * TopicMetadata partitions.
             * @member {Array.<sluice.wire.PartitionMetadata.$Properties>} partitions
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.partitions = $util.emptyArray;

            /**
             * TopicMetadata messageBytesMax.
             * @member {number} messageBytesMax
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.messageBytesMax = 0;

            /**
             * TopicMetadata compacted.
             * @member {boolean} compacted
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.compacted = false;

            /**
             * TopicMetadata durable.
             * @member {boolean} durable
             * @memberof sluice.wire.TopicMetadata
             * @instance
             */
            TopicMetadata.prototype.durable = false;

            /**
             * Creates a new TopicMetadata instance using the specified properties.
             * @function create
             * @memberof sluice.wire.TopicMetadata
             * @static
             * @param {sluice.wire.TopicMetadata.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.TopicMetadata} TopicMetadata instance
             * @type {{
             *   (properties: sluice.wire.TopicMetadata.$Shape): sluice.wire.TopicMetadata & sluice.wire.TopicMetadata.$Shape;
             *   (properties?: sluice.wire.TopicMetadata.$Properties): sluice.wire.TopicMetadata;
             * }}
             */
            TopicMetadata.create = function(properties) {
                return new TopicMetadata(properties);
            };

            /**
             * Encodes the specified TopicMetadata message. Does not implicitly {@link sluice.wire.TopicMetadata.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.TopicMetadata
             * @static
             * @param {sluice.wire.TopicMetadata.$Properties} message TopicMetadata message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicMetadata.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.id);
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.sluice.wire.PartitionMetadata.encode(message.partitions[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.messageBytesMax != null && $Object.hasOwnProperty.call(message, "messageBytesMax") && message.messageBytesMax !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.messageBytesMax);
                if (message.compacted != null && $Object.hasOwnProperty.call(message, "compacted") && message.compacted !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.compacted);
                if (message.durable != null && $Object.hasOwnProperty.call(message, "durable") && message.durable !== false)
                    writer.uint32(/* id 7, wireType 0 =*/56).bool(message.durable);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicMetadata message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.TopicMetadata
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.TopicMetadata & sluice.wire.TopicMetadata.$Shape} TopicMetadata
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicMetadata.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.TopicMetadata();
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
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.sluice.wire.PartitionMetadata.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.messageBytesMax = value;
                            else
                                delete message.messageBytesMax;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.compacted = value;
                            else
                                delete message.compacted;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.durable = value;
                            else
                                delete message.durable;
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

            return TopicMetadata;
        })();

        wire.PartitionMetadata = (function() {

            /**
             * Properties of a PartitionMetadata.
             * @typedef {Object} sluice.wire.PartitionMetadata.$Properties
             * @property {number|null} [partition] PartitionMetadata partition
             * @property {number|null} [leaderEpoch] PartitionMetadata leaderEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PartitionMetadata.
             * @memberof sluice.wire
             * @interface IPartitionMetadata
             * @augments sluice.wire.PartitionMetadata.$Properties
             * @deprecated Use sluice.wire.PartitionMetadata.$Properties instead.
             */

            /**
             * Shape of a PartitionMetadata.
             * @typedef {sluice.wire.PartitionMetadata.$Properties} sluice.wire.PartitionMetadata.$Shape
             */

            /**
             * Constructs a new PartitionMetadata.
             * @memberof sluice.wire
             * @classdesc Represents a PartitionMetadata.
             * @constructor
             * @param {sluice.wire.PartitionMetadata.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PartitionMetadata = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PartitionMetadata partition.
             * @member {number} partition
             * @memberof sluice.wire.PartitionMetadata
             * @instance
             */
            PartitionMetadata.prototype.partition = 0;

            /**
             * PartitionMetadata leaderEpoch.
             * @member {number} leaderEpoch
             * @memberof sluice.wire.PartitionMetadata
             * @instance
             */
            PartitionMetadata.prototype.leaderEpoch = 0;

            /**
             * Creates a new PartitionMetadata instance using the specified properties.
             * @function create
             * @memberof sluice.wire.PartitionMetadata
             * @static
             * @param {sluice.wire.PartitionMetadata.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.PartitionMetadata} PartitionMetadata instance
             * @type {{
             *   (properties: sluice.wire.PartitionMetadata.$Shape): sluice.wire.PartitionMetadata & sluice.wire.PartitionMetadata.$Shape;
             *   (properties?: sluice.wire.PartitionMetadata.$Properties): sluice.wire.PartitionMetadata;
             * }}
             */
            PartitionMetadata.create = function(properties) {
                return new PartitionMetadata(properties);
            };

            /**
             * Encodes the specified PartitionMetadata message. Does not implicitly {@link sluice.wire.PartitionMetadata.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.PartitionMetadata
             * @static
             * @param {sluice.wire.PartitionMetadata.$Properties} message PartitionMetadata message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PartitionMetadata.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.partition);
                if (message.leaderEpoch != null && $Object.hasOwnProperty.call(message, "leaderEpoch") && message.leaderEpoch !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.leaderEpoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PartitionMetadata message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.PartitionMetadata
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.PartitionMetadata & sluice.wire.PartitionMetadata.$Shape} PartitionMetadata
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PartitionMetadata.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.PartitionMetadata();
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
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.leaderEpoch = value;
                            else
                                delete message.leaderEpoch;
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

            return PartitionMetadata;
        })();

        wire.Setting = (function() {

            /**
             * Properties of a Setting.
             * @typedef {Object} sluice.wire.Setting.$Properties
             * @property {string|null} [key] Setting key
             * @property {string|null} [value] Setting value
             * @property {boolean|null} [isDefault] Setting isDefault
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a Setting.
             * @memberof sluice.wire
             * @interface ISetting
             * @augments sluice.wire.Setting.$Properties
             * @deprecated Use sluice.wire.Setting.$Properties instead.
             */

            /**
             * Shape of a Setting.
             * @typedef {sluice.wire.Setting.$Properties} sluice.wire.Setting.$Shape
             */

            /**
             * Constructs a new Setting.
             * @memberof sluice.wire
             * @classdesc Represents a Setting.
             * @constructor
             * @param {sluice.wire.Setting.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const Setting = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * Setting key.
             * @member {string} key
             * @memberof sluice.wire.Setting
             * @instance
             */
            Setting.prototype.key = "";

            /**
             * Setting value.
             * @member {string} value
             * @memberof sluice.wire.Setting
             * @instance
             */
            Setting.prototype.value = "";

            /**
             * Setting isDefault.
             * @member {boolean} isDefault
             * @memberof sluice.wire.Setting
             * @instance
             */
            Setting.prototype.isDefault = false;

            /**
             * Creates a new Setting instance using the specified properties.
             * @function create
             * @memberof sluice.wire.Setting
             * @static
             * @param {sluice.wire.Setting.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.Setting} Setting instance
             * @type {{
             *   (properties: sluice.wire.Setting.$Shape): sluice.wire.Setting & sluice.wire.Setting.$Shape;
             *   (properties?: sluice.wire.Setting.$Properties): sluice.wire.Setting;
             * }}
             */
            Setting.create = function(properties) {
                return new Setting(properties);
            };

            /**
             * Encodes the specified Setting message. Does not implicitly {@link sluice.wire.Setting.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.Setting
             * @static
             * @param {sluice.wire.Setting.$Properties} message Setting message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            Setting.encode = function (message, writer, _depth) {
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
                if (message.isDefault != null && $Object.hasOwnProperty.call(message, "isDefault") && message.isDefault !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.isDefault);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a Setting message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.Setting
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.Setting & sluice.wire.Setting.$Shape} Setting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            Setting.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.Setting();
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
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isDefault = value;
                            else
                                delete message.isDefault;
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

            return Setting;
        })();

        wire.NewTopic = (function() {

            /**
             * Properties of a NewTopic.
             * @typedef {Object} sluice.wire.NewTopic.$Properties
             * @property {string|null} [name] NewTopic name
             * @property {number|null} [partitions] NewTopic partitions
             * @property {Array.<sluice.wire.Setting.$Properties>|null} [settings] NewTopic settings
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a NewTopic.
             * @memberof sluice.wire
             * @interface INewTopic
             * @augments sluice.wire.NewTopic.$Properties
             * @deprecated Use sluice.wire.NewTopic.$Properties instead.
             */

            /**
             * Shape of a NewTopic.
             * @typedef {sluice.wire.NewTopic.$Properties} sluice.wire.NewTopic.$Shape
             */

            /**
             * Constructs a new NewTopic.
             * @memberof sluice.wire
             * @classdesc Represents a NewTopic.
             * @constructor
             * @param {sluice.wire.NewTopic.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const NewTopic = function (properties) {
                this.settings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * NewTopic name.
             * @member {string} name
             * @memberof sluice.wire.NewTopic
             * @instance
             */
            NewTopic.prototype.name = "";

            /**
             * NewTopic partitions.
             * @member {number} partitions
             * @memberof sluice.wire.NewTopic
             * @instance
             */
            NewTopic.prototype.partitions = 0;

            /**
             * NewTopic settings.
             * @member {Array.<sluice.wire.Setting.$Properties>} settings
             * @memberof sluice.wire.NewTopic
             * @instance
             */
            NewTopic.prototype.settings = $util.emptyArray;

            /**
             * Creates a new NewTopic instance using the specified properties.
             * @function create
             * @memberof sluice.wire.NewTopic
             * @static
             * @param {sluice.wire.NewTopic.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.NewTopic} NewTopic instance
             * @type {{
             *   (properties: sluice.wire.NewTopic.$Shape): sluice.wire.NewTopic & sluice.wire.NewTopic.$Shape;
             *   (properties?: sluice.wire.NewTopic.$Properties): sluice.wire.NewTopic;
             * }}
             */
            NewTopic.create = function(properties) {
                return new NewTopic(properties);
            };

            /**
             * Encodes the specified NewTopic message. Does not implicitly {@link sluice.wire.NewTopic.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.NewTopic
             * @static
             * @param {sluice.wire.NewTopic.$Properties} message NewTopic message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            NewTopic.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partitions);
                if (message.settings != null && message.settings.length)
                    for (let i = 0; i < message.settings.length; ++i)
                        $root.sluice.wire.Setting.encode(message.settings[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a NewTopic message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.NewTopic
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.NewTopic & sluice.wire.NewTopic.$Shape} NewTopic
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            NewTopic.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.NewTopic();
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
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partitions = value;
                            else
                                delete message.partitions;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.settings && message.settings.length))
                                message.settings = [];
                            message.settings.push($root.sluice.wire.Setting.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return NewTopic;
        })();

        wire.CreateTopicsRequest = (function() {

            /**
             * Properties of a CreateTopicsRequest.
             * @typedef {Object} sluice.wire.CreateTopicsRequest.$Properties
             * @property {Array.<sluice.wire.NewTopic.$Properties>|null} [topics] CreateTopicsRequest topics
             * @property {boolean|null} [validateOnly] CreateTopicsRequest validateOnly
             * @property {boolean|null} [ifMissing] CreateTopicsRequest ifMissing
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CreateTopicsRequest.
             * @memberof sluice.wire
             * @interface ICreateTopicsRequest
             * @augments sluice.wire.CreateTopicsRequest.$Properties
             * @deprecated Use sluice.wire.CreateTopicsRequest.$Properties instead.
             */

            /**
             * Shape of a CreateTopicsRequest.
             * @typedef {sluice.wire.CreateTopicsRequest.$Properties} sluice.wire.CreateTopicsRequest.$Shape
             */

            /**
             * Constructs a new CreateTopicsRequest.
             * @memberof sluice.wire
             * @classdesc Represents a CreateTopicsRequest.
             * @constructor
             * @param {sluice.wire.CreateTopicsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CreateTopicsRequest = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CreateTopicsRequest topics.
             * @member {Array.<sluice.wire.NewTopic.$Properties>} topics
             * @memberof sluice.wire.CreateTopicsRequest
             * @instance
             */
            CreateTopicsRequest.prototype.topics = $util.emptyArray;

            /**
             * CreateTopicsRequest validateOnly.
             * @member {boolean} validateOnly
             * @memberof sluice.wire.CreateTopicsRequest
             * @instance
             */
            CreateTopicsRequest.prototype.validateOnly = false;

            /**
             * CreateTopicsRequest ifMissing.
             * @member {boolean} ifMissing
             * @memberof sluice.wire.CreateTopicsRequest
             * @instance
             */
            CreateTopicsRequest.prototype.ifMissing = false;

            /**
             * Creates a new CreateTopicsRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.CreateTopicsRequest
             * @static
             * @param {sluice.wire.CreateTopicsRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.CreateTopicsRequest} CreateTopicsRequest instance
             * @type {{
             *   (properties: sluice.wire.CreateTopicsRequest.$Shape): sluice.wire.CreateTopicsRequest & sluice.wire.CreateTopicsRequest.$Shape;
             *   (properties?: sluice.wire.CreateTopicsRequest.$Properties): sluice.wire.CreateTopicsRequest;
             * }}
             */
            CreateTopicsRequest.create = function(properties) {
                return new CreateTopicsRequest(properties);
            };

            /**
             * Encodes the specified CreateTopicsRequest message. Does not implicitly {@link sluice.wire.CreateTopicsRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.CreateTopicsRequest
             * @static
             * @param {sluice.wire.CreateTopicsRequest.$Properties} message CreateTopicsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CreateTopicsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.NewTopic.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.validateOnly != null && $Object.hasOwnProperty.call(message, "validateOnly") && message.validateOnly !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.validateOnly);
                if (message.ifMissing != null && $Object.hasOwnProperty.call(message, "ifMissing") && message.ifMissing !== false)
                    writer.uint32(/* id 3, wireType 0 =*/24).bool(message.ifMissing);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CreateTopicsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.CreateTopicsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.CreateTopicsRequest & sluice.wire.CreateTopicsRequest.$Shape} CreateTopicsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CreateTopicsRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.CreateTopicsRequest();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.NewTopic.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.validateOnly = value;
                            else
                                delete message.validateOnly;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.ifMissing = value;
                            else
                                delete message.ifMissing;
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

            return CreateTopicsRequest;
        })();

        wire.CreateTopicsResponse = (function() {

            /**
             * Properties of a CreateTopicsResponse.
             * @typedef {Object} sluice.wire.CreateTopicsResponse.$Properties
             * @property {Array.<sluice.wire.TopicMetadata.$Properties>|null} [topics] CreateTopicsResponse topics
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a CreateTopicsResponse.
             * @memberof sluice.wire
             * @interface ICreateTopicsResponse
             * @augments sluice.wire.CreateTopicsResponse.$Properties
             * @deprecated Use sluice.wire.CreateTopicsResponse.$Properties instead.
             */

            /**
             * Shape of a CreateTopicsResponse.
             * @typedef {sluice.wire.CreateTopicsResponse.$Properties} sluice.wire.CreateTopicsResponse.$Shape
             */

            /**
             * Constructs a new CreateTopicsResponse.
             * @memberof sluice.wire
             * @classdesc Represents a CreateTopicsResponse.
             * @constructor
             * @param {sluice.wire.CreateTopicsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const CreateTopicsResponse = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * CreateTopicsResponse topics.
             * @member {Array.<sluice.wire.TopicMetadata.$Properties>} topics
             * @memberof sluice.wire.CreateTopicsResponse
             * @instance
             */
            CreateTopicsResponse.prototype.topics = $util.emptyArray;

            /**
             * Creates a new CreateTopicsResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.CreateTopicsResponse
             * @static
             * @param {sluice.wire.CreateTopicsResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.CreateTopicsResponse} CreateTopicsResponse instance
             * @type {{
             *   (properties: sluice.wire.CreateTopicsResponse.$Shape): sluice.wire.CreateTopicsResponse & sluice.wire.CreateTopicsResponse.$Shape;
             *   (properties?: sluice.wire.CreateTopicsResponse.$Properties): sluice.wire.CreateTopicsResponse;
             * }}
             */
            CreateTopicsResponse.create = function(properties) {
                return new CreateTopicsResponse(properties);
            };

            /**
             * Encodes the specified CreateTopicsResponse message. Does not implicitly {@link sluice.wire.CreateTopicsResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.CreateTopicsResponse
             * @static
             * @param {sluice.wire.CreateTopicsResponse.$Properties} message CreateTopicsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            CreateTopicsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.TopicMetadata.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a CreateTopicsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.CreateTopicsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.CreateTopicsResponse & sluice.wire.CreateTopicsResponse.$Shape} CreateTopicsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            CreateTopicsResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.CreateTopicsResponse();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.TopicMetadata.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return CreateTopicsResponse;
        })();

        wire.TopicReference = (function() {

            /**
             * Properties of a TopicReference.
             * @typedef {Object} sluice.wire.TopicReference.$Properties
             * @property {string|null} [name] TopicReference name
             * @property {Uint8Array|null} [id] TopicReference id
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicReference.
             * @memberof sluice.wire
             * @interface ITopicReference
             * @augments sluice.wire.TopicReference.$Properties
             * @deprecated Use sluice.wire.TopicReference.$Properties instead.
             */

            /**
             * Shape of a TopicReference.
             * @typedef {sluice.wire.TopicReference.$Properties} sluice.wire.TopicReference.$Shape
             */

            /**
             * Constructs a new TopicReference.
             * @memberof sluice.wire
             * @classdesc Represents a TopicReference.
             * @constructor
             * @param {sluice.wire.TopicReference.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicReference = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicReference name.
             * @member {string} name
             * @memberof sluice.wire.TopicReference
             * @instance
             */
            TopicReference.prototype.name = "";

            /**
             * TopicReference id.
             * @member {Uint8Array} id
             * @memberof sluice.wire.TopicReference
             * @instance
             */
            TopicReference.prototype.id = $util.newBuffer([]);

            /**
             * Creates a new TopicReference instance using the specified properties.
             * @function create
             * @memberof sluice.wire.TopicReference
             * @static
             * @param {sluice.wire.TopicReference.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.TopicReference} TopicReference instance
             * @type {{
             *   (properties: sluice.wire.TopicReference.$Shape): sluice.wire.TopicReference & sluice.wire.TopicReference.$Shape;
             *   (properties?: sluice.wire.TopicReference.$Properties): sluice.wire.TopicReference;
             * }}
             */
            TopicReference.create = function(properties) {
                return new TopicReference(properties);
            };

            /**
             * Encodes the specified TopicReference message. Does not implicitly {@link sluice.wire.TopicReference.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.TopicReference
             * @static
             * @param {sluice.wire.TopicReference.$Properties} message TopicReference message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicReference.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.id);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicReference message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.TopicReference
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.TopicReference & sluice.wire.TopicReference.$Shape} TopicReference
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicReference.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.TopicReference();
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
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
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

            return TopicReference;
        })();

        wire.DeleteTopicsRequest = (function() {

            /**
             * Properties of a DeleteTopicsRequest.
             * @typedef {Object} sluice.wire.DeleteTopicsRequest.$Properties
             * @property {Array.<sluice.wire.TopicReference.$Properties>|null} [topics] DeleteTopicsRequest topics
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteTopicsRequest.
             * @memberof sluice.wire
             * @interface IDeleteTopicsRequest
             * @augments sluice.wire.DeleteTopicsRequest.$Properties
             * @deprecated Use sluice.wire.DeleteTopicsRequest.$Properties instead.
             */

            /**
             * Shape of a DeleteTopicsRequest.
             * @typedef {sluice.wire.DeleteTopicsRequest.$Properties} sluice.wire.DeleteTopicsRequest.$Shape
             */

            /**
             * Constructs a new DeleteTopicsRequest.
             * @memberof sluice.wire
             * @classdesc Represents a DeleteTopicsRequest.
             * @constructor
             * @param {sluice.wire.DeleteTopicsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteTopicsRequest = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteTopicsRequest topics.
             * @member {Array.<sluice.wire.TopicReference.$Properties>} topics
             * @memberof sluice.wire.DeleteTopicsRequest
             * @instance
             */
            DeleteTopicsRequest.prototype.topics = $util.emptyArray;

            /**
             * Creates a new DeleteTopicsRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DeleteTopicsRequest
             * @static
             * @param {sluice.wire.DeleteTopicsRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DeleteTopicsRequest} DeleteTopicsRequest instance
             * @type {{
             *   (properties: sluice.wire.DeleteTopicsRequest.$Shape): sluice.wire.DeleteTopicsRequest & sluice.wire.DeleteTopicsRequest.$Shape;
             *   (properties?: sluice.wire.DeleteTopicsRequest.$Properties): sluice.wire.DeleteTopicsRequest;
             * }}
             */
            DeleteTopicsRequest.create = function(properties) {
                return new DeleteTopicsRequest(properties);
            };

            /**
             * Encodes the specified DeleteTopicsRequest message. Does not implicitly {@link sluice.wire.DeleteTopicsRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DeleteTopicsRequest
             * @static
             * @param {sluice.wire.DeleteTopicsRequest.$Properties} message DeleteTopicsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteTopicsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.TopicReference.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteTopicsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DeleteTopicsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteTopicsRequest & sluice.wire.DeleteTopicsRequest.$Shape} DeleteTopicsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteTopicsRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DeleteTopicsRequest();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.TopicReference.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return DeleteTopicsRequest;
        })();

        wire.DeleteTopicsResponse = (function() {

            /**
             * Properties of a DeleteTopicsResponse.
             * @typedef {Object} sluice.wire.DeleteTopicsResponse.$Properties
             * @property {Array.<sluice.wire.TopicMetadata.$Properties>|null} [topics] DeleteTopicsResponse topics
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteTopicsResponse.
             * @memberof sluice.wire
             * @interface IDeleteTopicsResponse
             * @augments sluice.wire.DeleteTopicsResponse.$Properties
             * @deprecated Use sluice.wire.DeleteTopicsResponse.$Properties instead.
             */

            /**
             * Shape of a DeleteTopicsResponse.
             * @typedef {sluice.wire.DeleteTopicsResponse.$Properties} sluice.wire.DeleteTopicsResponse.$Shape
             */

            /**
             * Constructs a new DeleteTopicsResponse.
             * @memberof sluice.wire
             * @classdesc Represents a DeleteTopicsResponse.
             * @constructor
             * @param {sluice.wire.DeleteTopicsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteTopicsResponse = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteTopicsResponse topics.
             * @member {Array.<sluice.wire.TopicMetadata.$Properties>} topics
             * @memberof sluice.wire.DeleteTopicsResponse
             * @instance
             */
            DeleteTopicsResponse.prototype.topics = $util.emptyArray;

            /**
             * Creates a new DeleteTopicsResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DeleteTopicsResponse
             * @static
             * @param {sluice.wire.DeleteTopicsResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DeleteTopicsResponse} DeleteTopicsResponse instance
             * @type {{
             *   (properties: sluice.wire.DeleteTopicsResponse.$Shape): sluice.wire.DeleteTopicsResponse & sluice.wire.DeleteTopicsResponse.$Shape;
             *   (properties?: sluice.wire.DeleteTopicsResponse.$Properties): sluice.wire.DeleteTopicsResponse;
             * }}
             */
            DeleteTopicsResponse.create = function(properties) {
                return new DeleteTopicsResponse(properties);
            };

            /**
             * Encodes the specified DeleteTopicsResponse message. Does not implicitly {@link sluice.wire.DeleteTopicsResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DeleteTopicsResponse
             * @static
             * @param {sluice.wire.DeleteTopicsResponse.$Properties} message DeleteTopicsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteTopicsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.TopicMetadata.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteTopicsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DeleteTopicsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteTopicsResponse & sluice.wire.DeleteTopicsResponse.$Shape} DeleteTopicsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteTopicsResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DeleteTopicsResponse();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.TopicMetadata.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return DeleteTopicsResponse;
        })();

        wire.DescribeTopicsRequest = (function() {

            /**
             * Properties of a DescribeTopicsRequest.
             * @typedef {Object} sluice.wire.DescribeTopicsRequest.$Properties
             * @property {Array.<sluice.wire.TopicReference.$Properties>|null} [topics] DescribeTopicsRequest topics
             * @property {boolean|null} [all] DescribeTopicsRequest all
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DescribeTopicsRequest.
             * @memberof sluice.wire
             * @interface IDescribeTopicsRequest
             * @augments sluice.wire.DescribeTopicsRequest.$Properties
             * @deprecated Use sluice.wire.DescribeTopicsRequest.$Properties instead.
             */

            /**
             * Shape of a DescribeTopicsRequest.
             * @typedef {sluice.wire.DescribeTopicsRequest.$Properties} sluice.wire.DescribeTopicsRequest.$Shape
             */

            /**
             * Constructs a new DescribeTopicsRequest.
             * @memberof sluice.wire
             * @classdesc Represents a DescribeTopicsRequest.
             * @constructor
             * @param {sluice.wire.DescribeTopicsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DescribeTopicsRequest = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DescribeTopicsRequest topics.
             * @member {Array.<sluice.wire.TopicReference.$Properties>} topics
             * @memberof sluice.wire.DescribeTopicsRequest
             * @instance
             */
            DescribeTopicsRequest.prototype.topics = $util.emptyArray;

            /**
             * DescribeTopicsRequest all.
             * @member {boolean} all
             * @memberof sluice.wire.DescribeTopicsRequest
             * @instance
             */
            DescribeTopicsRequest.prototype.all = false;

            /**
             * Creates a new DescribeTopicsRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DescribeTopicsRequest
             * @static
             * @param {sluice.wire.DescribeTopicsRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DescribeTopicsRequest} DescribeTopicsRequest instance
             * @type {{
             *   (properties: sluice.wire.DescribeTopicsRequest.$Shape): sluice.wire.DescribeTopicsRequest & sluice.wire.DescribeTopicsRequest.$Shape;
             *   (properties?: sluice.wire.DescribeTopicsRequest.$Properties): sluice.wire.DescribeTopicsRequest;
             * }}
             */
            DescribeTopicsRequest.create = function(properties) {
                return new DescribeTopicsRequest(properties);
            };

            /**
             * Encodes the specified DescribeTopicsRequest message. Does not implicitly {@link sluice.wire.DescribeTopicsRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DescribeTopicsRequest
             * @static
             * @param {sluice.wire.DescribeTopicsRequest.$Properties} message DescribeTopicsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DescribeTopicsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.TopicReference.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.all != null && $Object.hasOwnProperty.call(message, "all") && message.all !== false)
                    writer.uint32(/* id 2, wireType 0 =*/16).bool(message.all);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DescribeTopicsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DescribeTopicsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DescribeTopicsRequest & sluice.wire.DescribeTopicsRequest.$Shape} DescribeTopicsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DescribeTopicsRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DescribeTopicsRequest();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.TopicReference.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.all = value;
                            else
                                delete message.all;
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

            return DescribeTopicsRequest;
        })();

        wire.DescribeTopicsResponse = (function() {

            /**
             * Properties of a DescribeTopicsResponse.
             * @typedef {Object} sluice.wire.DescribeTopicsResponse.$Properties
             * @property {Array.<sluice.wire.TopicDescription.$Properties>|null} [topics] DescribeTopicsResponse topics
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DescribeTopicsResponse.
             * @memberof sluice.wire
             * @interface IDescribeTopicsResponse
             * @augments sluice.wire.DescribeTopicsResponse.$Properties
             * @deprecated Use sluice.wire.DescribeTopicsResponse.$Properties instead.
             */

            /**
             * Shape of a DescribeTopicsResponse.
             * @typedef {sluice.wire.DescribeTopicsResponse.$Properties} sluice.wire.DescribeTopicsResponse.$Shape
             */

            /**
             * Constructs a new DescribeTopicsResponse.
             * @memberof sluice.wire
             * @classdesc Represents a DescribeTopicsResponse.
             * @constructor
             * @param {sluice.wire.DescribeTopicsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DescribeTopicsResponse = function (properties) {
                this.topics = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DescribeTopicsResponse topics.
             * @member {Array.<sluice.wire.TopicDescription.$Properties>} topics
             * @memberof sluice.wire.DescribeTopicsResponse
             * @instance
             */
            DescribeTopicsResponse.prototype.topics = $util.emptyArray;

            /**
             * Creates a new DescribeTopicsResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DescribeTopicsResponse
             * @static
             * @param {sluice.wire.DescribeTopicsResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DescribeTopicsResponse} DescribeTopicsResponse instance
             * @type {{
             *   (properties: sluice.wire.DescribeTopicsResponse.$Shape): sluice.wire.DescribeTopicsResponse & sluice.wire.DescribeTopicsResponse.$Shape;
             *   (properties?: sluice.wire.DescribeTopicsResponse.$Properties): sluice.wire.DescribeTopicsResponse;
             * }}
             */
            DescribeTopicsResponse.create = function(properties) {
                return new DescribeTopicsResponse(properties);
            };

            /**
             * Encodes the specified DescribeTopicsResponse message. Does not implicitly {@link sluice.wire.DescribeTopicsResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DescribeTopicsResponse
             * @static
             * @param {sluice.wire.DescribeTopicsResponse.$Properties} message DescribeTopicsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DescribeTopicsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topics != null && message.topics.length)
                    for (let i = 0; i < message.topics.length; ++i)
                        $root.sluice.wire.TopicDescription.encode(message.topics[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DescribeTopicsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DescribeTopicsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DescribeTopicsResponse & sluice.wire.DescribeTopicsResponse.$Shape} DescribeTopicsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DescribeTopicsResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DescribeTopicsResponse();
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
                            if (!(message.topics && message.topics.length))
                                message.topics = [];
                            message.topics.push($root.sluice.wire.TopicDescription.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return DescribeTopicsResponse;
        })();

        wire.TopicDescription = (function() {

            /**
             * Properties of a TopicDescription.
             * @typedef {Object} sluice.wire.TopicDescription.$Properties
             * @property {sluice.wire.Failure.$Properties|null} [failure] TopicDescription failure
             * @property {string|null} [name] TopicDescription name
             * @property {Uint8Array|null} [id] TopicDescription id
             * @property {Array.<sluice.wire.Setting.$Properties>|null} [settings] TopicDescription settings
             * @property {number|null} [createdMs] TopicDescription createdMs
             * @property {Array.<sluice.wire.PartitionDescription.$Properties>|null} [partitions] TopicDescription partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a TopicDescription.
             * @memberof sluice.wire
             * @interface ITopicDescription
             * @augments sluice.wire.TopicDescription.$Properties
             * @deprecated Use sluice.wire.TopicDescription.$Properties instead.
             */

            /**
             * Shape of a TopicDescription.
             * @typedef {sluice.wire.TopicDescription.$Properties} sluice.wire.TopicDescription.$Shape
             */

            /**
             * Constructs a new TopicDescription.
             * @memberof sluice.wire
             * @classdesc Represents a TopicDescription.
             * @constructor
             * @param {sluice.wire.TopicDescription.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const TopicDescription = function (properties) {
                this.settings = [];
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * TopicDescription failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.TopicDescription
             * @instance
             */
            TopicDescription.prototype.failure = null;

            /**
             * TopicDescription name.
             * @member {string} name
             * @memberof sluice.wire.TopicDescription
             * @instance
             */
            TopicDescription.prototype.name = "";

            /**
             * TopicDescription id.
             * @member {Uint8Array} id
             * @memberof sluice.wire.TopicDescription
             * @instance
             */
            TopicDescription.prototype.id = $util.newBuffer([]);

            /**
             * TopicDescription settings.
             * @member {Array.<sluice.wire.Setting.$Properties>} settings
             * @memberof sluice.wire.TopicDescription
             * @instance
             */
            TopicDescription.prototype.settings = $util.emptyArray;

            /**
             * TopicDescription createdMs.
             * @member {number} createdMs
             * @memberof sluice.wire.TopicDescription
             * @instance
             */
            TopicDescription.prototype.createdMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * TopicDescription partitions.
             * @member {Array.<sluice.wire.PartitionDescription.$Properties>} partitions
             * @memberof sluice.wire.TopicDescription
             * @instance
             */
            TopicDescription.prototype.partitions = $util.emptyArray;

            /**
             * Creates a new TopicDescription instance using the specified properties.
             * @function create
             * @memberof sluice.wire.TopicDescription
             * @static
             * @param {sluice.wire.TopicDescription.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.TopicDescription} TopicDescription instance
             * @type {{
             *   (properties: sluice.wire.TopicDescription.$Shape): sluice.wire.TopicDescription & sluice.wire.TopicDescription.$Shape;
             *   (properties?: sluice.wire.TopicDescription.$Properties): sluice.wire.TopicDescription;
             * }}
             */
            TopicDescription.create = function(properties) {
                return new TopicDescription(properties);
            };

            /**
             * Encodes the specified TopicDescription message. Does not implicitly {@link sluice.wire.TopicDescription.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.TopicDescription
             * @static
             * @param {sluice.wire.TopicDescription.$Properties} message TopicDescription message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            TopicDescription.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id.length)
                    writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.id);
                if (message.settings != null && message.settings.length)
                    for (let i = 0; i < message.settings.length; ++i)
                        $root.sluice.wire.Setting.encode(message.settings[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.createdMs != null && $Object.hasOwnProperty.call(message, "createdMs") && (typeof message.createdMs === "object" ? message.createdMs.low || message.createdMs.high : message.createdMs !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.createdMs);
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.sluice.wire.PartitionDescription.encode(message.partitions[i], writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a TopicDescription message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.TopicDescription
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.TopicDescription & sluice.wire.TopicDescription.$Shape} TopicDescription
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            TopicDescription.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.TopicDescription();
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
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
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
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.id = value;
                            else
                                delete message.id;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.settings && message.settings.length))
                                message.settings = [];
                            message.settings.push($root.sluice.wire.Setting.decode(reader, reader.size(), $undefined, _depth + 1));
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
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.sluice.wire.PartitionDescription.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return TopicDescription;
        })();

        wire.PartitionDescription = (function() {

            /**
             * Properties of a PartitionDescription.
             * @typedef {Object} sluice.wire.PartitionDescription.$Properties
             * @property {number|null} [partition] PartitionDescription partition
             * @property {number|null} [leaderEpoch] PartitionDescription leaderEpoch
             * @property {number|null} [logStartOffset] PartitionDescription logStartOffset
             * @property {number|null} [logEndOffset] PartitionDescription logEndOffset
             * @property {number|null} [visibleOffset] PartitionDescription visibleOffset
             * @property {number|null} [durableOffset] PartitionDescription durableOffset
             * @property {number|null} [sizeBytes] PartitionDescription sizeBytes
             * @property {number|null} [segments] PartitionDescription segments
             * @property {string|null} [state] PartitionDescription state
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a PartitionDescription.
             * @memberof sluice.wire
             * @interface IPartitionDescription
             * @augments sluice.wire.PartitionDescription.$Properties
             * @deprecated Use sluice.wire.PartitionDescription.$Properties instead.
             */

            /**
             * Shape of a PartitionDescription.
             * @typedef {sluice.wire.PartitionDescription.$Properties} sluice.wire.PartitionDescription.$Shape
             */

            /**
             * Constructs a new PartitionDescription.
             * @memberof sluice.wire
             * @classdesc Represents a PartitionDescription.
             * @constructor
             * @param {sluice.wire.PartitionDescription.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const PartitionDescription = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * PartitionDescription partition.
             * @member {number} partition
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.partition = 0;

            /**
             * PartitionDescription leaderEpoch.
             * @member {number} leaderEpoch
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.leaderEpoch = 0;

            /**
             * PartitionDescription logStartOffset.
             * @member {number} logStartOffset
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.logStartOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PartitionDescription logEndOffset.
             * @member {number} logEndOffset
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.logEndOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PartitionDescription visibleOffset.
             * @member {number} visibleOffset
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.visibleOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PartitionDescription durableOffset.
             * @member {number} durableOffset
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.durableOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PartitionDescription sizeBytes.
             * @member {number} sizeBytes
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * PartitionDescription segments.
             * @member {number} segments
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.segments = 0;

            /**
             * PartitionDescription state.
             * @member {string} state
             * @memberof sluice.wire.PartitionDescription
             * @instance
             */
            PartitionDescription.prototype.state = "";

            /**
             * Creates a new PartitionDescription instance using the specified properties.
             * @function create
             * @memberof sluice.wire.PartitionDescription
             * @static
             * @param {sluice.wire.PartitionDescription.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.PartitionDescription} PartitionDescription instance
             * @type {{
             *   (properties: sluice.wire.PartitionDescription.$Shape): sluice.wire.PartitionDescription & sluice.wire.PartitionDescription.$Shape;
             *   (properties?: sluice.wire.PartitionDescription.$Properties): sluice.wire.PartitionDescription;
             * }}
             */
            PartitionDescription.create = function(properties) {
                return new PartitionDescription(properties);
            };

            /**
             * Encodes the specified PartitionDescription message. Does not implicitly {@link sluice.wire.PartitionDescription.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.PartitionDescription
             * @static
             * @param {sluice.wire.PartitionDescription.$Properties} message PartitionDescription message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            PartitionDescription.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.partition);
                if (message.leaderEpoch != null && $Object.hasOwnProperty.call(message, "leaderEpoch") && message.leaderEpoch !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.leaderEpoch);
                if (message.logStartOffset != null && $Object.hasOwnProperty.call(message, "logStartOffset") && (typeof message.logStartOffset === "object" ? message.logStartOffset.low || message.logStartOffset.high : message.logStartOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.logStartOffset);
                if (message.logEndOffset != null && $Object.hasOwnProperty.call(message, "logEndOffset") && (typeof message.logEndOffset === "object" ? message.logEndOffset.low || message.logEndOffset.high : message.logEndOffset !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.logEndOffset);
                if (message.visibleOffset != null && $Object.hasOwnProperty.call(message, "visibleOffset") && (typeof message.visibleOffset === "object" ? message.visibleOffset.low || message.visibleOffset.high : message.visibleOffset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.visibleOffset);
                if (message.durableOffset != null && $Object.hasOwnProperty.call(message, "durableOffset") && (typeof message.durableOffset === "object" ? message.durableOffset.low || message.durableOffset.high : message.durableOffset !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.durableOffset);
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.sizeBytes);
                if (message.segments != null && $Object.hasOwnProperty.call(message, "segments") && message.segments !== 0)
                    writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.segments);
                if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                    writer.uint32(/* id 9, wireType 2 =*/74).string(message.state);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a PartitionDescription message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.PartitionDescription
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.PartitionDescription & sluice.wire.PartitionDescription.$Shape} PartitionDescription
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            PartitionDescription.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.PartitionDescription();
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
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.leaderEpoch = value;
                            else
                                delete message.leaderEpoch;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.logStartOffset = value;
                            else
                                delete message.logStartOffset;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.logEndOffset = value;
                            else
                                delete message.logEndOffset;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.visibleOffset = value;
                            else
                                delete message.visibleOffset;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.durableOffset = value;
                            else
                                delete message.durableOffset;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sizeBytes = value;
                            else
                                delete message.sizeBytes;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.segments = value;
                            else
                                delete message.segments;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.state = value;
                            else
                                delete message.state;
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

            return PartitionDescription;
        })();

        wire.AlterTopicRequest = (function() {

            /**
             * Properties of an AlterTopicRequest.
             * @typedef {Object} sluice.wire.AlterTopicRequest.$Properties
             * @property {sluice.wire.TopicReference.$Properties|null} [topic] AlterTopicRequest topic
             * @property {Array.<sluice.wire.Setting.$Properties>|null} [set] AlterTopicRequest set
             * @property {Array.<string>|null} [reset] AlterTopicRequest reset
             * @property {number|null} [partitions] AlterTopicRequest partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AlterTopicRequest.
             * @memberof sluice.wire
             * @interface IAlterTopicRequest
             * @augments sluice.wire.AlterTopicRequest.$Properties
             * @deprecated Use sluice.wire.AlterTopicRequest.$Properties instead.
             */

            /**
             * Shape of an AlterTopicRequest.
             * @typedef {sluice.wire.AlterTopicRequest.$Properties} sluice.wire.AlterTopicRequest.$Shape
             */

            /**
             * Constructs a new AlterTopicRequest.
             * @memberof sluice.wire
             * @classdesc Represents an AlterTopicRequest.
             * @constructor
             * @param {sluice.wire.AlterTopicRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AlterTopicRequest = function (properties) {
                this.set = [];
                this.reset = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AlterTopicRequest topic.
             * @member {sluice.wire.TopicReference.$Properties|null|undefined} topic
             * @memberof sluice.wire.AlterTopicRequest
             * @instance
             */
            AlterTopicRequest.prototype.topic = null;

            /**
             * AlterTopicRequest set.
             * @member {Array.<sluice.wire.Setting.$Properties>} set
             * @memberof sluice.wire.AlterTopicRequest
             * @instance
             */
            AlterTopicRequest.prototype.set = $util.emptyArray;

            /**
             * AlterTopicRequest reset.
             * @member {Array.<string>} reset
             * @memberof sluice.wire.AlterTopicRequest
             * @instance
             */
            AlterTopicRequest.prototype.reset = $util.emptyArray;

            /**
             * AlterTopicRequest partitions.
             * @member {number} partitions
             * @memberof sluice.wire.AlterTopicRequest
             * @instance
             */
            AlterTopicRequest.prototype.partitions = 0;

            /**
             * Creates a new AlterTopicRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.AlterTopicRequest
             * @static
             * @param {sluice.wire.AlterTopicRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.AlterTopicRequest} AlterTopicRequest instance
             * @type {{
             *   (properties: sluice.wire.AlterTopicRequest.$Shape): sluice.wire.AlterTopicRequest & sluice.wire.AlterTopicRequest.$Shape;
             *   (properties?: sluice.wire.AlterTopicRequest.$Properties): sluice.wire.AlterTopicRequest;
             * }}
             */
            AlterTopicRequest.create = function(properties) {
                return new AlterTopicRequest(properties);
            };

            /**
             * Encodes the specified AlterTopicRequest message. Does not implicitly {@link sluice.wire.AlterTopicRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.AlterTopicRequest
             * @static
             * @param {sluice.wire.AlterTopicRequest.$Properties} message AlterTopicRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AlterTopicRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                    $root.sluice.wire.TopicReference.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.set != null && message.set.length)
                    for (let i = 0; i < message.set.length; ++i)
                        $root.sluice.wire.Setting.encode(message.set[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.reset != null && message.reset.length)
                    for (let i = 0; i < message.reset.length; ++i)
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.reset[i]);
                if (message.partitions != null && $Object.hasOwnProperty.call(message, "partitions") && message.partitions !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.partitions);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AlterTopicRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.AlterTopicRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.AlterTopicRequest & sluice.wire.AlterTopicRequest.$Shape} AlterTopicRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AlterTopicRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.AlterTopicRequest();
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
                            message.topic = $root.sluice.wire.TopicReference.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.set && message.set.length))
                                message.set = [];
                            message.set.push($root.sluice.wire.Setting.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.reset && message.reset.length))
                                message.reset = [];
                            message.reset.push(reader.stringVerify());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.partitions = value;
                            else
                                delete message.partitions;
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

            return AlterTopicRequest;
        })();

        wire.AlterTopicResponse = (function() {

            /**
             * Properties of an AlterTopicResponse.
             * @typedef {Object} sluice.wire.AlterTopicResponse.$Properties
             * @property {sluice.wire.TopicDescription.$Properties|null} [topic] AlterTopicResponse topic
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an AlterTopicResponse.
             * @memberof sluice.wire
             * @interface IAlterTopicResponse
             * @augments sluice.wire.AlterTopicResponse.$Properties
             * @deprecated Use sluice.wire.AlterTopicResponse.$Properties instead.
             */

            /**
             * Shape of an AlterTopicResponse.
             * @typedef {sluice.wire.AlterTopicResponse.$Properties} sluice.wire.AlterTopicResponse.$Shape
             */

            /**
             * Constructs a new AlterTopicResponse.
             * @memberof sluice.wire
             * @classdesc Represents an AlterTopicResponse.
             * @constructor
             * @param {sluice.wire.AlterTopicResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const AlterTopicResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * AlterTopicResponse topic.
             * @member {sluice.wire.TopicDescription.$Properties|null|undefined} topic
             * @memberof sluice.wire.AlterTopicResponse
             * @instance
             */
            AlterTopicResponse.prototype.topic = null;

            /**
             * Creates a new AlterTopicResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.AlterTopicResponse
             * @static
             * @param {sluice.wire.AlterTopicResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.AlterTopicResponse} AlterTopicResponse instance
             * @type {{
             *   (properties: sluice.wire.AlterTopicResponse.$Shape): sluice.wire.AlterTopicResponse & sluice.wire.AlterTopicResponse.$Shape;
             *   (properties?: sluice.wire.AlterTopicResponse.$Properties): sluice.wire.AlterTopicResponse;
             * }}
             */
            AlterTopicResponse.create = function(properties) {
                return new AlterTopicResponse(properties);
            };

            /**
             * Encodes the specified AlterTopicResponse message. Does not implicitly {@link sluice.wire.AlterTopicResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.AlterTopicResponse
             * @static
             * @param {sluice.wire.AlterTopicResponse.$Properties} message AlterTopicResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            AlterTopicResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                    $root.sluice.wire.TopicDescription.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an AlterTopicResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.AlterTopicResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.AlterTopicResponse & sluice.wire.AlterTopicResponse.$Shape} AlterTopicResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            AlterTopicResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.AlterTopicResponse();
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
                            message.topic = $root.sluice.wire.TopicDescription.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
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

            return AlterTopicResponse;
        })();

        wire.DeleteRecordsRequest = (function() {

            /**
             * Properties of a DeleteRecordsRequest.
             * @typedef {Object} sluice.wire.DeleteRecordsRequest.$Properties
             * @property {sluice.wire.TopicReference.$Properties|null} [topic] DeleteRecordsRequest topic
             * @property {Array.<sluice.wire.RecordsBefore.$Properties>|null} [partitions] DeleteRecordsRequest partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteRecordsRequest.
             * @memberof sluice.wire
             * @interface IDeleteRecordsRequest
             * @augments sluice.wire.DeleteRecordsRequest.$Properties
             * @deprecated Use sluice.wire.DeleteRecordsRequest.$Properties instead.
             */

            /**
             * Shape of a DeleteRecordsRequest.
             * @typedef {sluice.wire.DeleteRecordsRequest.$Properties} sluice.wire.DeleteRecordsRequest.$Shape
             */

            /**
             * Constructs a new DeleteRecordsRequest.
             * @memberof sluice.wire
             * @classdesc Represents a DeleteRecordsRequest.
             * @constructor
             * @param {sluice.wire.DeleteRecordsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteRecordsRequest = function (properties) {
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteRecordsRequest topic.
             * @member {sluice.wire.TopicReference.$Properties|null|undefined} topic
             * @memberof sluice.wire.DeleteRecordsRequest
             * @instance
             */
            DeleteRecordsRequest.prototype.topic = null;

            /**
             * DeleteRecordsRequest partitions.
             * @member {Array.<sluice.wire.RecordsBefore.$Properties>} partitions
             * @memberof sluice.wire.DeleteRecordsRequest
             * @instance
             */
            DeleteRecordsRequest.prototype.partitions = $util.emptyArray;

            /**
             * Creates a new DeleteRecordsRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DeleteRecordsRequest
             * @static
             * @param {sluice.wire.DeleteRecordsRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DeleteRecordsRequest} DeleteRecordsRequest instance
             * @type {{
             *   (properties: sluice.wire.DeleteRecordsRequest.$Shape): sluice.wire.DeleteRecordsRequest & sluice.wire.DeleteRecordsRequest.$Shape;
             *   (properties?: sluice.wire.DeleteRecordsRequest.$Properties): sluice.wire.DeleteRecordsRequest;
             * }}
             */
            DeleteRecordsRequest.create = function(properties) {
                return new DeleteRecordsRequest(properties);
            };

            /**
             * Encodes the specified DeleteRecordsRequest message. Does not implicitly {@link sluice.wire.DeleteRecordsRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DeleteRecordsRequest
             * @static
             * @param {sluice.wire.DeleteRecordsRequest.$Properties} message DeleteRecordsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteRecordsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.topic != null && $Object.hasOwnProperty.call(message, "topic"))
                    $root.sluice.wire.TopicReference.encode(message.topic, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.sluice.wire.RecordsBefore.encode(message.partitions[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteRecordsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DeleteRecordsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteRecordsRequest & sluice.wire.DeleteRecordsRequest.$Shape} DeleteRecordsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteRecordsRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DeleteRecordsRequest();
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
                            message.topic = $root.sluice.wire.TopicReference.decode(reader, reader.size(), $undefined, _depth + 1, message.topic);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.sluice.wire.RecordsBefore.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return DeleteRecordsRequest;
        })();

        wire.RecordsBefore = (function() {

            /**
             * Properties of a RecordsBefore.
             * @typedef {Object} sluice.wire.RecordsBefore.$Properties
             * @property {number|null} [partition] RecordsBefore partition
             * @property {number|null} [beforeOffset] RecordsBefore beforeOffset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a RecordsBefore.
             * @memberof sluice.wire
             * @interface IRecordsBefore
             * @augments sluice.wire.RecordsBefore.$Properties
             * @deprecated Use sluice.wire.RecordsBefore.$Properties instead.
             */

            /**
             * Shape of a RecordsBefore.
             * @typedef {sluice.wire.RecordsBefore.$Properties} sluice.wire.RecordsBefore.$Shape
             */

            /**
             * Constructs a new RecordsBefore.
             * @memberof sluice.wire
             * @classdesc Represents a RecordsBefore.
             * @constructor
             * @param {sluice.wire.RecordsBefore.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const RecordsBefore = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * RecordsBefore partition.
             * @member {number} partition
             * @memberof sluice.wire.RecordsBefore
             * @instance
             */
            RecordsBefore.prototype.partition = 0;

            /**
             * RecordsBefore beforeOffset.
             * @member {number} beforeOffset
             * @memberof sluice.wire.RecordsBefore
             * @instance
             */
            RecordsBefore.prototype.beforeOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new RecordsBefore instance using the specified properties.
             * @function create
             * @memberof sluice.wire.RecordsBefore
             * @static
             * @param {sluice.wire.RecordsBefore.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.RecordsBefore} RecordsBefore instance
             * @type {{
             *   (properties: sluice.wire.RecordsBefore.$Shape): sluice.wire.RecordsBefore & sluice.wire.RecordsBefore.$Shape;
             *   (properties?: sluice.wire.RecordsBefore.$Properties): sluice.wire.RecordsBefore;
             * }}
             */
            RecordsBefore.create = function(properties) {
                return new RecordsBefore(properties);
            };

            /**
             * Encodes the specified RecordsBefore message. Does not implicitly {@link sluice.wire.RecordsBefore.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.RecordsBefore
             * @static
             * @param {sluice.wire.RecordsBefore.$Properties} message RecordsBefore message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            RecordsBefore.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.partition);
                if (message.beforeOffset != null && $Object.hasOwnProperty.call(message, "beforeOffset") && (typeof message.beforeOffset === "object" ? message.beforeOffset.low || message.beforeOffset.high : message.beforeOffset !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.beforeOffset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a RecordsBefore message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.RecordsBefore
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.RecordsBefore & sluice.wire.RecordsBefore.$Shape} RecordsBefore
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            RecordsBefore.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.RecordsBefore();
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
                                message.partition = value;
                            else
                                delete message.partition;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.beforeOffset = value;
                            else
                                delete message.beforeOffset;
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

            return RecordsBefore;
        })();

        wire.DeleteRecordsResponse = (function() {

            /**
             * Properties of a DeleteRecordsResponse.
             * @typedef {Object} sluice.wire.DeleteRecordsResponse.$Properties
             * @property {Array.<sluice.wire.DeletedRecords.$Properties>|null} [partitions] DeleteRecordsResponse partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeleteRecordsResponse.
             * @memberof sluice.wire
             * @interface IDeleteRecordsResponse
             * @augments sluice.wire.DeleteRecordsResponse.$Properties
             * @deprecated Use sluice.wire.DeleteRecordsResponse.$Properties instead.
             */

            /**
             * Shape of a DeleteRecordsResponse.
             * @typedef {sluice.wire.DeleteRecordsResponse.$Properties} sluice.wire.DeleteRecordsResponse.$Shape
             */

            /**
             * Constructs a new DeleteRecordsResponse.
             * @memberof sluice.wire
             * @classdesc Represents a DeleteRecordsResponse.
             * @constructor
             * @param {sluice.wire.DeleteRecordsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeleteRecordsResponse = function (properties) {
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeleteRecordsResponse partitions.
             * @member {Array.<sluice.wire.DeletedRecords.$Properties>} partitions
             * @memberof sluice.wire.DeleteRecordsResponse
             * @instance
             */
            DeleteRecordsResponse.prototype.partitions = $util.emptyArray;

            /**
             * Creates a new DeleteRecordsResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DeleteRecordsResponse
             * @static
             * @param {sluice.wire.DeleteRecordsResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DeleteRecordsResponse} DeleteRecordsResponse instance
             * @type {{
             *   (properties: sluice.wire.DeleteRecordsResponse.$Shape): sluice.wire.DeleteRecordsResponse & sluice.wire.DeleteRecordsResponse.$Shape;
             *   (properties?: sluice.wire.DeleteRecordsResponse.$Properties): sluice.wire.DeleteRecordsResponse;
             * }}
             */
            DeleteRecordsResponse.create = function(properties) {
                return new DeleteRecordsResponse(properties);
            };

            /**
             * Encodes the specified DeleteRecordsResponse message. Does not implicitly {@link sluice.wire.DeleteRecordsResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DeleteRecordsResponse
             * @static
             * @param {sluice.wire.DeleteRecordsResponse.$Properties} message DeleteRecordsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeleteRecordsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.sluice.wire.DeletedRecords.encode(message.partitions[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeleteRecordsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DeleteRecordsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteRecordsResponse & sluice.wire.DeleteRecordsResponse.$Shape} DeleteRecordsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeleteRecordsResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DeleteRecordsResponse();
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
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.sluice.wire.DeletedRecords.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return DeleteRecordsResponse;
        })();

        wire.DeletedRecords = (function() {

            /**
             * Properties of a DeletedRecords.
             * @typedef {Object} sluice.wire.DeletedRecords.$Properties
             * @property {sluice.wire.Failure.$Properties|null} [failure] DeletedRecords failure
             * @property {number|null} [partition] DeletedRecords partition
             * @property {number|null} [logStartOffset] DeletedRecords logStartOffset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a DeletedRecords.
             * @memberof sluice.wire
             * @interface IDeletedRecords
             * @augments sluice.wire.DeletedRecords.$Properties
             * @deprecated Use sluice.wire.DeletedRecords.$Properties instead.
             */

            /**
             * Shape of a DeletedRecords.
             * @typedef {sluice.wire.DeletedRecords.$Properties} sluice.wire.DeletedRecords.$Shape
             */

            /**
             * Constructs a new DeletedRecords.
             * @memberof sluice.wire
             * @classdesc Represents a DeletedRecords.
             * @constructor
             * @param {sluice.wire.DeletedRecords.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const DeletedRecords = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * DeletedRecords failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.DeletedRecords
             * @instance
             */
            DeletedRecords.prototype.failure = null;

            /**
             * DeletedRecords partition.
             * @member {number} partition
             * @memberof sluice.wire.DeletedRecords
             * @instance
             */
            DeletedRecords.prototype.partition = 0;

            /**
             * DeletedRecords logStartOffset.
             * @member {number} logStartOffset
             * @memberof sluice.wire.DeletedRecords
             * @instance
             */
            DeletedRecords.prototype.logStartOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new DeletedRecords instance using the specified properties.
             * @function create
             * @memberof sluice.wire.DeletedRecords
             * @static
             * @param {sluice.wire.DeletedRecords.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.DeletedRecords} DeletedRecords instance
             * @type {{
             *   (properties: sluice.wire.DeletedRecords.$Shape): sluice.wire.DeletedRecords & sluice.wire.DeletedRecords.$Shape;
             *   (properties?: sluice.wire.DeletedRecords.$Properties): sluice.wire.DeletedRecords;
             * }}
             */
            DeletedRecords.create = function(properties) {
                return new DeletedRecords(properties);
            };

            /**
             * Encodes the specified DeletedRecords message. Does not implicitly {@link sluice.wire.DeletedRecords.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.DeletedRecords
             * @static
             * @param {sluice.wire.DeletedRecords.$Properties} message DeletedRecords message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            DeletedRecords.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.logStartOffset != null && $Object.hasOwnProperty.call(message, "logStartOffset") && (typeof message.logStartOffset === "object" ? message.logStartOffset.low || message.logStartOffset.high : message.logStartOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.logStartOffset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a DeletedRecords message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.DeletedRecords
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.DeletedRecords & sluice.wire.DeletedRecords.$Shape} DeletedRecords
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            DeletedRecords.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.DeletedRecords();
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
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
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
                                message.logStartOffset = value;
                            else
                                delete message.logStartOffset;
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

            return DeletedRecords;
        })();

        wire.InitProducerIdRequest = (function() {

            /**
             * Properties of an InitProducerIdRequest.
             * @typedef {Object} sluice.wire.InitProducerIdRequest.$Properties
             * @property {boolean|null} [hasPrevious] InitProducerIdRequest hasPrevious
             * @property {number|null} [producerId] InitProducerIdRequest producerId
             * @property {number|null} [producerEpoch] InitProducerIdRequest producerEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InitProducerIdRequest.
             * @memberof sluice.wire
             * @interface IInitProducerIdRequest
             * @augments sluice.wire.InitProducerIdRequest.$Properties
             * @deprecated Use sluice.wire.InitProducerIdRequest.$Properties instead.
             */

            /**
             * Shape of an InitProducerIdRequest.
             * @typedef {sluice.wire.InitProducerIdRequest.$Properties} sluice.wire.InitProducerIdRequest.$Shape
             */

            /**
             * Constructs a new InitProducerIdRequest.
             * @memberof sluice.wire
             * @classdesc Represents an InitProducerIdRequest.
             * @constructor
             * @param {sluice.wire.InitProducerIdRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InitProducerIdRequest = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InitProducerIdRequest hasPrevious.
             * @member {boolean} hasPrevious
             * @memberof sluice.wire.InitProducerIdRequest
             * @instance
             */
            InitProducerIdRequest.prototype.hasPrevious = false;

            /**
             * InitProducerIdRequest producerId.
             * @member {number} producerId
             * @memberof sluice.wire.InitProducerIdRequest
             * @instance
             */
            InitProducerIdRequest.prototype.producerId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * InitProducerIdRequest producerEpoch.
             * @member {number} producerEpoch
             * @memberof sluice.wire.InitProducerIdRequest
             * @instance
             */
            InitProducerIdRequest.prototype.producerEpoch = 0;

            /**
             * Creates a new InitProducerIdRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.InitProducerIdRequest
             * @static
             * @param {sluice.wire.InitProducerIdRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.InitProducerIdRequest} InitProducerIdRequest instance
             * @type {{
             *   (properties: sluice.wire.InitProducerIdRequest.$Shape): sluice.wire.InitProducerIdRequest & sluice.wire.InitProducerIdRequest.$Shape;
             *   (properties?: sluice.wire.InitProducerIdRequest.$Properties): sluice.wire.InitProducerIdRequest;
             * }}
             */
            InitProducerIdRequest.create = function(properties) {
                return new InitProducerIdRequest(properties);
            };

            /**
             * Encodes the specified InitProducerIdRequest message. Does not implicitly {@link sluice.wire.InitProducerIdRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.InitProducerIdRequest
             * @static
             * @param {sluice.wire.InitProducerIdRequest.$Properties} message InitProducerIdRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InitProducerIdRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.hasPrevious != null && $Object.hasOwnProperty.call(message, "hasPrevious") && message.hasPrevious !== false)
                    writer.uint32(/* id 1, wireType 0 =*/8).bool(message.hasPrevious);
                if (message.producerId != null && $Object.hasOwnProperty.call(message, "producerId") && (typeof message.producerId === "object" ? message.producerId.low || message.producerId.high : message.producerId !== 0))
                    writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.producerId);
                if (message.producerEpoch != null && $Object.hasOwnProperty.call(message, "producerEpoch") && message.producerEpoch !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.producerEpoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InitProducerIdRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.InitProducerIdRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.InitProducerIdRequest & sluice.wire.InitProducerIdRequest.$Shape} InitProducerIdRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InitProducerIdRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.InitProducerIdRequest();
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
                            if (value = reader.bool())
                                message.hasPrevious = value;
                            else
                                delete message.hasPrevious;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.producerId = value;
                            else
                                delete message.producerId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.producerEpoch = value;
                            else
                                delete message.producerEpoch;
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

            return InitProducerIdRequest;
        })();

        wire.InitProducerIdResponse = (function() {

            /**
             * Properties of an InitProducerIdResponse.
             * @typedef {Object} sluice.wire.InitProducerIdResponse.$Properties
             * @property {number|null} [producerId] InitProducerIdResponse producerId
             * @property {number|null} [producerEpoch] InitProducerIdResponse producerEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an InitProducerIdResponse.
             * @memberof sluice.wire
             * @interface IInitProducerIdResponse
             * @augments sluice.wire.InitProducerIdResponse.$Properties
             * @deprecated Use sluice.wire.InitProducerIdResponse.$Properties instead.
             */

            /**
             * Shape of an InitProducerIdResponse.
             * @typedef {sluice.wire.InitProducerIdResponse.$Properties} sluice.wire.InitProducerIdResponse.$Shape
             */

            /**
             * Constructs a new InitProducerIdResponse.
             * @memberof sluice.wire
             * @classdesc Represents an InitProducerIdResponse.
             * @constructor
             * @param {sluice.wire.InitProducerIdResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const InitProducerIdResponse = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * InitProducerIdResponse producerId.
             * @member {number} producerId
             * @memberof sluice.wire.InitProducerIdResponse
             * @instance
             */
            InitProducerIdResponse.prototype.producerId = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * InitProducerIdResponse producerEpoch.
             * @member {number} producerEpoch
             * @memberof sluice.wire.InitProducerIdResponse
             * @instance
             */
            InitProducerIdResponse.prototype.producerEpoch = 0;

            /**
             * Creates a new InitProducerIdResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.InitProducerIdResponse
             * @static
             * @param {sluice.wire.InitProducerIdResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.InitProducerIdResponse} InitProducerIdResponse instance
             * @type {{
             *   (properties: sluice.wire.InitProducerIdResponse.$Shape): sluice.wire.InitProducerIdResponse & sluice.wire.InitProducerIdResponse.$Shape;
             *   (properties?: sluice.wire.InitProducerIdResponse.$Properties): sluice.wire.InitProducerIdResponse;
             * }}
             */
            InitProducerIdResponse.create = function(properties) {
                return new InitProducerIdResponse(properties);
            };

            /**
             * Encodes the specified InitProducerIdResponse message. Does not implicitly {@link sluice.wire.InitProducerIdResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.InitProducerIdResponse
             * @static
             * @param {sluice.wire.InitProducerIdResponse.$Properties} message InitProducerIdResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            InitProducerIdResponse.encode = function (message, writer, _depth) {
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
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an InitProducerIdResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.InitProducerIdResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.InitProducerIdResponse & sluice.wire.InitProducerIdResponse.$Shape} InitProducerIdResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            InitProducerIdResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.InitProducerIdResponse();
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

            return InitProducerIdResponse;
        })();

        /**
         * Acks enum.
         * @name sluice.wire.Acks
         * @enum {number}
         * @property {number} ALL=0 ALL value
         * @property {number} LEADER=1 LEADER value
         * @property {number} NONE=2 NONE value
         */
        wire.Acks = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ALL"] = 0;
            values[valuesById[1] = "LEADER"] = 1;
            values[valuesById[2] = "NONE"] = 2;
            return values;
        })();

        wire.ProduceRequest = (function() {

            /**
             * Properties of a ProduceRequest.
             * @typedef {Object} sluice.wire.ProduceRequest.$Properties
             * @property {sluice.wire.Acks|null} [acks] ProduceRequest acks
             * @property {number|null} [timeoutMs] ProduceRequest timeoutMs
             * @property {Array.<sluice.wire.ProducePartition.$Properties>|null} [partitions] ProduceRequest partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProduceRequest.
             * @memberof sluice.wire
             * @interface IProduceRequest
             * @augments sluice.wire.ProduceRequest.$Properties
             * @deprecated Use sluice.wire.ProduceRequest.$Properties instead.
             */

            /**
             * Shape of a ProduceRequest.
             * @typedef {sluice.wire.ProduceRequest.$Properties} sluice.wire.ProduceRequest.$Shape
             */

            /**
             * Constructs a new ProduceRequest.
             * @memberof sluice.wire
             * @classdesc Represents a ProduceRequest.
             * @constructor
             * @param {sluice.wire.ProduceRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProduceRequest = function (properties) {
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProduceRequest acks.
             * @member {sluice.wire.Acks} acks
             * @memberof sluice.wire.ProduceRequest
             * @instance
             */
            ProduceRequest.prototype.acks = 0;

            /**
             * ProduceRequest timeoutMs.
             * @member {number} timeoutMs
             * @memberof sluice.wire.ProduceRequest
             * @instance
             */
            ProduceRequest.prototype.timeoutMs = 0;

            /**
             * ProduceRequest partitions.
             * @member {Array.<sluice.wire.ProducePartition.$Properties>} partitions
             * @memberof sluice.wire.ProduceRequest
             * @instance
             */
            ProduceRequest.prototype.partitions = $util.emptyArray;

            /**
             * Creates a new ProduceRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.ProduceRequest
             * @static
             * @param {sluice.wire.ProduceRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.ProduceRequest} ProduceRequest instance
             * @type {{
             *   (properties: sluice.wire.ProduceRequest.$Shape): sluice.wire.ProduceRequest & sluice.wire.ProduceRequest.$Shape;
             *   (properties?: sluice.wire.ProduceRequest.$Properties): sluice.wire.ProduceRequest;
             * }}
             */
            ProduceRequest.create = function(properties) {
                return new ProduceRequest(properties);
            };

            /**
             * Encodes the specified ProduceRequest message. Does not implicitly {@link sluice.wire.ProduceRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.ProduceRequest
             * @static
             * @param {sluice.wire.ProduceRequest.$Properties} message ProduceRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProduceRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.acks != null && $Object.hasOwnProperty.call(message, "acks") && message.acks !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).int32(message.acks);
                if (message.timeoutMs != null && $Object.hasOwnProperty.call(message, "timeoutMs") && message.timeoutMs !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.timeoutMs);
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.sluice.wire.ProducePartition.encode(message.partitions[i], writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProduceRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.ProduceRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.ProduceRequest & sluice.wire.ProduceRequest.$Shape} ProduceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProduceRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.ProduceRequest();
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
                            if (value = reader.int32())
                                message.acks = value;
                            else
                                delete message.acks;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.timeoutMs = value;
                            else
                                delete message.timeoutMs;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.sluice.wire.ProducePartition.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return ProduceRequest;
        })();

        wire.ProducePartition = (function() {

            /**
             * Properties of a ProducePartition.
             * @typedef {Object} sluice.wire.ProducePartition.$Properties
             * @property {Uint8Array|null} [topicId] ProducePartition topicId
             * @property {number|null} [partition] ProducePartition partition
             * @property {number|null} [payloadBytes] ProducePartition payloadBytes
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProducePartition.
             * @memberof sluice.wire
             * @interface IProducePartition
             * @augments sluice.wire.ProducePartition.$Properties
             * @deprecated Use sluice.wire.ProducePartition.$Properties instead.
             */

            /**
             * Shape of a ProducePartition.
             * @typedef {sluice.wire.ProducePartition.$Properties} sluice.wire.ProducePartition.$Shape
             */

            /**
             * Constructs a new ProducePartition.
             * @memberof sluice.wire
             * @classdesc Represents a ProducePartition.
             * @constructor
             * @param {sluice.wire.ProducePartition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProducePartition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProducePartition topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.wire.ProducePartition
             * @instance
             */
            ProducePartition.prototype.topicId = $util.newBuffer([]);

            /**
             * ProducePartition partition.
             * @member {number} partition
             * @memberof sluice.wire.ProducePartition
             * @instance
             */
            ProducePartition.prototype.partition = 0;

            /**
             * ProducePartition payloadBytes.
             * @member {number} payloadBytes
             * @memberof sluice.wire.ProducePartition
             * @instance
             */
            ProducePartition.prototype.payloadBytes = 0;

            /**
             * Creates a new ProducePartition instance using the specified properties.
             * @function create
             * @memberof sluice.wire.ProducePartition
             * @static
             * @param {sluice.wire.ProducePartition.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.ProducePartition} ProducePartition instance
             * @type {{
             *   (properties: sluice.wire.ProducePartition.$Shape): sluice.wire.ProducePartition & sluice.wire.ProducePartition.$Shape;
             *   (properties?: sluice.wire.ProducePartition.$Properties): sluice.wire.ProducePartition;
             * }}
             */
            ProducePartition.create = function(properties) {
                return new ProducePartition(properties);
            };

            /**
             * Encodes the specified ProducePartition message. Does not implicitly {@link sluice.wire.ProducePartition.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.ProducePartition
             * @static
             * @param {sluice.wire.ProducePartition.$Properties} message ProducePartition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProducePartition.encode = function (message, writer, _depth) {
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
                if (message.payloadBytes != null && $Object.hasOwnProperty.call(message, "payloadBytes") && message.payloadBytes !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.payloadBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProducePartition message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.ProducePartition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.ProducePartition & sluice.wire.ProducePartition.$Shape} ProducePartition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProducePartition.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.ProducePartition();
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
                                message.payloadBytes = value;
                            else
                                delete message.payloadBytes;
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

            return ProducePartition;
        })();

        wire.ProduceResponse = (function() {

            /**
             * Properties of a ProduceResponse.
             * @typedef {Object} sluice.wire.ProduceResponse.$Properties
             * @property {Array.<sluice.wire.ProduceResult.$Properties>|null} [results] ProduceResponse results
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProduceResponse.
             * @memberof sluice.wire
             * @interface IProduceResponse
             * @augments sluice.wire.ProduceResponse.$Properties
             * @deprecated Use sluice.wire.ProduceResponse.$Properties instead.
             */

            /**
             * Shape of a ProduceResponse.
             * @typedef {sluice.wire.ProduceResponse.$Properties} sluice.wire.ProduceResponse.$Shape
             */

            /**
             * Constructs a new ProduceResponse.
             * @memberof sluice.wire
             * @classdesc Represents a ProduceResponse.
             * @constructor
             * @param {sluice.wire.ProduceResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProduceResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProduceResponse results.
             * @member {Array.<sluice.wire.ProduceResult.$Properties>} results
             * @memberof sluice.wire.ProduceResponse
             * @instance
             */
            ProduceResponse.prototype.results = $util.emptyArray;

            /**
             * Creates a new ProduceResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.ProduceResponse
             * @static
             * @param {sluice.wire.ProduceResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.ProduceResponse} ProduceResponse instance
             * @type {{
             *   (properties: sluice.wire.ProduceResponse.$Shape): sluice.wire.ProduceResponse & sluice.wire.ProduceResponse.$Shape;
             *   (properties?: sluice.wire.ProduceResponse.$Properties): sluice.wire.ProduceResponse;
             * }}
             */
            ProduceResponse.create = function(properties) {
                return new ProduceResponse(properties);
            };

            /**
             * Encodes the specified ProduceResponse message. Does not implicitly {@link sluice.wire.ProduceResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.ProduceResponse
             * @static
             * @param {sluice.wire.ProduceResponse.$Properties} message ProduceResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProduceResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.sluice.wire.ProduceResult.encode(message.results[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProduceResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.ProduceResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.ProduceResponse & sluice.wire.ProduceResponse.$Shape} ProduceResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProduceResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.ProduceResponse();
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
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.sluice.wire.ProduceResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return ProduceResponse;
        })();

        wire.ProduceResult = (function() {

            /**
             * Properties of a ProduceResult.
             * @typedef {Object} sluice.wire.ProduceResult.$Properties
             * @property {sluice.wire.Failure.$Properties|null} [failure] ProduceResult failure
             * @property {number|null} [partition] ProduceResult partition
             * @property {number|null} [baseOffset] ProduceResult baseOffset
             * @property {number|null} [appendedOffset] ProduceResult appendedOffset
             * @property {number|null} [durableOffset] ProduceResult durableOffset
             * @property {number|null} [appendTimeMs] ProduceResult appendTimeMs
             * @property {number|null} [logStartOffset] ProduceResult logStartOffset
             * @property {boolean|null} [duplicate] ProduceResult duplicate
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ProduceResult.
             * @memberof sluice.wire
             * @interface IProduceResult
             * @augments sluice.wire.ProduceResult.$Properties
             * @deprecated Use sluice.wire.ProduceResult.$Properties instead.
             */

            /**
             * Shape of a ProduceResult.
             * @typedef {sluice.wire.ProduceResult.$Properties} sluice.wire.ProduceResult.$Shape
             */

            /**
             * Constructs a new ProduceResult.
             * @memberof sluice.wire
             * @classdesc Represents a ProduceResult.
             * @constructor
             * @param {sluice.wire.ProduceResult.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ProduceResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ProduceResult failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.failure = null;

            /**
             * ProduceResult partition.
             * @member {number} partition
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.partition = 0;

            /**
             * ProduceResult baseOffset.
             * @member {number} baseOffset
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.baseOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProduceResult appendedOffset.
             * @member {number} appendedOffset
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.appendedOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProduceResult durableOffset.
             * @member {number} durableOffset
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.durableOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProduceResult appendTimeMs.
             * @member {number} appendTimeMs
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.appendTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProduceResult logStartOffset.
             * @member {number} logStartOffset
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.logStartOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * ProduceResult duplicate.
             * @member {boolean} duplicate
             * @memberof sluice.wire.ProduceResult
             * @instance
             */
            ProduceResult.prototype.duplicate = false;

            /**
             * Creates a new ProduceResult instance using the specified properties.
             * @function create
             * @memberof sluice.wire.ProduceResult
             * @static
             * @param {sluice.wire.ProduceResult.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.ProduceResult} ProduceResult instance
             * @type {{
             *   (properties: sluice.wire.ProduceResult.$Shape): sluice.wire.ProduceResult & sluice.wire.ProduceResult.$Shape;
             *   (properties?: sluice.wire.ProduceResult.$Properties): sluice.wire.ProduceResult;
             * }}
             */
            ProduceResult.create = function(properties) {
                return new ProduceResult(properties);
            };

            /**
             * Encodes the specified ProduceResult message. Does not implicitly {@link sluice.wire.ProduceResult.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.ProduceResult
             * @static
             * @param {sluice.wire.ProduceResult.$Properties} message ProduceResult message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ProduceResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.baseOffset != null && $Object.hasOwnProperty.call(message, "baseOffset") && (typeof message.baseOffset === "object" ? message.baseOffset.low || message.baseOffset.high : message.baseOffset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.baseOffset);
                if (message.appendedOffset != null && $Object.hasOwnProperty.call(message, "appendedOffset") && (typeof message.appendedOffset === "object" ? message.appendedOffset.low || message.appendedOffset.high : message.appendedOffset !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.appendedOffset);
                if (message.durableOffset != null && $Object.hasOwnProperty.call(message, "durableOffset") && (typeof message.durableOffset === "object" ? message.durableOffset.low || message.durableOffset.high : message.durableOffset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.durableOffset);
                if (message.appendTimeMs != null && $Object.hasOwnProperty.call(message, "appendTimeMs") && (typeof message.appendTimeMs === "object" ? message.appendTimeMs.low || message.appendTimeMs.high : message.appendTimeMs !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.appendTimeMs);
                if (message.logStartOffset != null && $Object.hasOwnProperty.call(message, "logStartOffset") && (typeof message.logStartOffset === "object" ? message.logStartOffset.low || message.logStartOffset.high : message.logStartOffset !== 0))
                    writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.logStartOffset);
                if (message.duplicate != null && $Object.hasOwnProperty.call(message, "duplicate") && message.duplicate !== false)
                    writer.uint32(/* id 8, wireType 0 =*/64).bool(message.duplicate);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ProduceResult message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.ProduceResult
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.ProduceResult & sluice.wire.ProduceResult.$Shape} ProduceResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ProduceResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.ProduceResult();
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
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
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
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.appendedOffset = value;
                            else
                                delete message.appendedOffset;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.durableOffset = value;
                            else
                                delete message.durableOffset;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.appendTimeMs = value;
                            else
                                delete message.appendTimeMs;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.logStartOffset = value;
                            else
                                delete message.logStartOffset;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.duplicate = value;
                            else
                                delete message.duplicate;
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

            return ProduceResult;
        })();

        wire.FetchRequest = (function() {

            /**
             * Properties of a FetchRequest.
             * @typedef {Object} sluice.wire.FetchRequest.$Properties
             * @property {number|null} [maxWaitMs] FetchRequest maxWaitMs
             * @property {number|null} [minBytes] FetchRequest minBytes
             * @property {number|null} [maxBytes] FetchRequest maxBytes
             * @property {Array.<sluice.wire.FetchPartition.$Properties>|null} [partitions] FetchRequest partitions
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FetchRequest.
             * @memberof sluice.wire
             * @interface IFetchRequest
             * @augments sluice.wire.FetchRequest.$Properties
             * @deprecated Use sluice.wire.FetchRequest.$Properties instead.
             */

            /**
             * Shape of a FetchRequest.
             * @typedef {sluice.wire.FetchRequest.$Properties} sluice.wire.FetchRequest.$Shape
             */

            /**
             * Constructs a new FetchRequest.
             * @memberof sluice.wire
             * @classdesc Represents a FetchRequest.
             * @constructor
             * @param {sluice.wire.FetchRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FetchRequest = function (properties) {
                this.partitions = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FetchRequest maxWaitMs.
             * @member {number} maxWaitMs
             * @memberof sluice.wire.FetchRequest
             * @instance
             */
            FetchRequest.prototype.maxWaitMs = 0;

            /**
             * FetchRequest minBytes.
             * @member {number} minBytes
             * @memberof sluice.wire.FetchRequest
             * @instance
             */
            FetchRequest.prototype.minBytes = 0;

            /**
             * FetchRequest maxBytes.
             * @member {number} maxBytes
             * @memberof sluice.wire.FetchRequest
             * @instance
             */
            FetchRequest.prototype.maxBytes = 0;

            /**
             * FetchRequest partitions.
             * @member {Array.<sluice.wire.FetchPartition.$Properties>} partitions
             * @memberof sluice.wire.FetchRequest
             * @instance
             */
            FetchRequest.prototype.partitions = $util.emptyArray;

            /**
             * Creates a new FetchRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.FetchRequest
             * @static
             * @param {sluice.wire.FetchRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.FetchRequest} FetchRequest instance
             * @type {{
             *   (properties: sluice.wire.FetchRequest.$Shape): sluice.wire.FetchRequest & sluice.wire.FetchRequest.$Shape;
             *   (properties?: sluice.wire.FetchRequest.$Properties): sluice.wire.FetchRequest;
             * }}
             */
            FetchRequest.create = function(properties) {
                return new FetchRequest(properties);
            };

            /**
             * Encodes the specified FetchRequest message. Does not implicitly {@link sluice.wire.FetchRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.FetchRequest
             * @static
             * @param {sluice.wire.FetchRequest.$Properties} message FetchRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FetchRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.maxWaitMs != null && $Object.hasOwnProperty.call(message, "maxWaitMs") && message.maxWaitMs !== 0)
                    writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.maxWaitMs);
                if (message.minBytes != null && $Object.hasOwnProperty.call(message, "minBytes") && message.minBytes !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.minBytes);
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes") && message.maxBytes !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.maxBytes);
                if (message.partitions != null && message.partitions.length)
                    for (let i = 0; i < message.partitions.length; ++i)
                        $root.sluice.wire.FetchPartition.encode(message.partitions[i], writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FetchRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.FetchRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.FetchRequest & sluice.wire.FetchRequest.$Shape} FetchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FetchRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.FetchRequest();
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
                                message.maxWaitMs = value;
                            else
                                delete message.maxWaitMs;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.minBytes = value;
                            else
                                delete message.minBytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBytes = value;
                            else
                                delete message.maxBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.partitions && message.partitions.length))
                                message.partitions = [];
                            message.partitions.push($root.sluice.wire.FetchPartition.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return FetchRequest;
        })();

        wire.FetchPartition = (function() {

            /**
             * Properties of a FetchPartition.
             * @typedef {Object} sluice.wire.FetchPartition.$Properties
             * @property {Uint8Array|null} [topicId] FetchPartition topicId
             * @property {number|null} [partition] FetchPartition partition
             * @property {number|null} [offset] FetchPartition offset
             * @property {number|null} [maxBytes] FetchPartition maxBytes
             * @property {number|null} [lastEpoch] FetchPartition lastEpoch
             * @property {boolean|null} [hasLastEpoch] FetchPartition hasLastEpoch
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FetchPartition.
             * @memberof sluice.wire
             * @interface IFetchPartition
             * @augments sluice.wire.FetchPartition.$Properties
             * @deprecated Use sluice.wire.FetchPartition.$Properties instead.
             */

            /**
             * Shape of a FetchPartition.
             * @typedef {sluice.wire.FetchPartition.$Properties} sluice.wire.FetchPartition.$Shape
             */

            /**
             * Constructs a new FetchPartition.
             * @memberof sluice.wire
             * @classdesc Represents a FetchPartition.
             * @constructor
             * @param {sluice.wire.FetchPartition.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FetchPartition = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FetchPartition topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.wire.FetchPartition
             * @instance
             */
            FetchPartition.prototype.topicId = $util.newBuffer([]);

            /**
             * FetchPartition partition.
             * @member {number} partition
             * @memberof sluice.wire.FetchPartition
             * @instance
             */
            FetchPartition.prototype.partition = 0;

            /**
             * FetchPartition offset.
             * @member {number} offset
             * @memberof sluice.wire.FetchPartition
             * @instance
             */
            FetchPartition.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FetchPartition maxBytes.
             * @member {number} maxBytes
             * @memberof sluice.wire.FetchPartition
             * @instance
             */
            FetchPartition.prototype.maxBytes = 0;

            /**
             * FetchPartition lastEpoch.
             * @member {number} lastEpoch
             * @memberof sluice.wire.FetchPartition
             * @instance
             */
            FetchPartition.prototype.lastEpoch = 0;

            /**
             * FetchPartition hasLastEpoch.
             * @member {boolean} hasLastEpoch
             * @memberof sluice.wire.FetchPartition
             * @instance
             */
            FetchPartition.prototype.hasLastEpoch = false;

            /**
             * Creates a new FetchPartition instance using the specified properties.
             * @function create
             * @memberof sluice.wire.FetchPartition
             * @static
             * @param {sluice.wire.FetchPartition.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.FetchPartition} FetchPartition instance
             * @type {{
             *   (properties: sluice.wire.FetchPartition.$Shape): sluice.wire.FetchPartition & sluice.wire.FetchPartition.$Shape;
             *   (properties?: sluice.wire.FetchPartition.$Properties): sluice.wire.FetchPartition;
             * }}
             */
            FetchPartition.create = function(properties) {
                return new FetchPartition(properties);
            };

            /**
             * Encodes the specified FetchPartition message. Does not implicitly {@link sluice.wire.FetchPartition.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.FetchPartition
             * @static
             * @param {sluice.wire.FetchPartition.$Properties} message FetchPartition message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FetchPartition.encode = function (message, writer, _depth) {
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
                if (message.maxBytes != null && $Object.hasOwnProperty.call(message, "maxBytes") && message.maxBytes !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.maxBytes);
                if (message.lastEpoch != null && $Object.hasOwnProperty.call(message, "lastEpoch") && message.lastEpoch !== 0)
                    writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.lastEpoch);
                if (message.hasLastEpoch != null && $Object.hasOwnProperty.call(message, "hasLastEpoch") && message.hasLastEpoch !== false)
                    writer.uint32(/* id 6, wireType 0 =*/48).bool(message.hasLastEpoch);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FetchPartition message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.FetchPartition
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.FetchPartition & sluice.wire.FetchPartition.$Shape} FetchPartition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FetchPartition.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.FetchPartition();
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
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.maxBytes = value;
                            else
                                delete message.maxBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.lastEpoch = value;
                            else
                                delete message.lastEpoch;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.hasLastEpoch = value;
                            else
                                delete message.hasLastEpoch;
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

            return FetchPartition;
        })();

        wire.FetchResponse = (function() {

            /**
             * Properties of a FetchResponse.
             * @typedef {Object} sluice.wire.FetchResponse.$Properties
             * @property {Array.<sluice.wire.FetchResult.$Properties>|null} [results] FetchResponse results
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FetchResponse.
             * @memberof sluice.wire
             * @interface IFetchResponse
             * @augments sluice.wire.FetchResponse.$Properties
             * @deprecated Use sluice.wire.FetchResponse.$Properties instead.
             */

            /**
             * Shape of a FetchResponse.
             * @typedef {sluice.wire.FetchResponse.$Properties} sluice.wire.FetchResponse.$Shape
             */

            /**
             * Constructs a new FetchResponse.
             * @memberof sluice.wire
             * @classdesc Represents a FetchResponse.
             * @constructor
             * @param {sluice.wire.FetchResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FetchResponse = function (properties) {
                this.results = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FetchResponse results.
             * @member {Array.<sluice.wire.FetchResult.$Properties>} results
             * @memberof sluice.wire.FetchResponse
             * @instance
             */
            FetchResponse.prototype.results = $util.emptyArray;

            /**
             * Creates a new FetchResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.FetchResponse
             * @static
             * @param {sluice.wire.FetchResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.FetchResponse} FetchResponse instance
             * @type {{
             *   (properties: sluice.wire.FetchResponse.$Shape): sluice.wire.FetchResponse & sluice.wire.FetchResponse.$Shape;
             *   (properties?: sluice.wire.FetchResponse.$Properties): sluice.wire.FetchResponse;
             * }}
             */
            FetchResponse.create = function(properties) {
                return new FetchResponse(properties);
            };

            /**
             * Encodes the specified FetchResponse message. Does not implicitly {@link sluice.wire.FetchResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.FetchResponse
             * @static
             * @param {sluice.wire.FetchResponse.$Properties} message FetchResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FetchResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.results != null && message.results.length)
                    for (let i = 0; i < message.results.length; ++i)
                        $root.sluice.wire.FetchResult.encode(message.results[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FetchResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.FetchResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.FetchResponse & sluice.wire.FetchResponse.$Shape} FetchResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FetchResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.FetchResponse();
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
                            if (!(message.results && message.results.length))
                                message.results = [];
                            message.results.push($root.sluice.wire.FetchResult.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return FetchResponse;
        })();

        wire.FetchResult = (function() {

            /**
             * Properties of a FetchResult.
             * @typedef {Object} sluice.wire.FetchResult.$Properties
             * @property {sluice.wire.Failure.$Properties|null} [failure] FetchResult failure
             * @property {number|null} [partition] FetchResult partition
             * @property {number|null} [payloadBytes] FetchResult payloadBytes
             * @property {number|null} [logStartOffset] FetchResult logStartOffset
             * @property {number|null} [logEndOffset] FetchResult logEndOffset
             * @property {number|null} [visibleOffset] FetchResult visibleOffset
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a FetchResult.
             * @memberof sluice.wire
             * @interface IFetchResult
             * @augments sluice.wire.FetchResult.$Properties
             * @deprecated Use sluice.wire.FetchResult.$Properties instead.
             */

            /**
             * Shape of a FetchResult.
             * @typedef {sluice.wire.FetchResult.$Properties} sluice.wire.FetchResult.$Shape
             */

            /**
             * Constructs a new FetchResult.
             * @memberof sluice.wire
             * @classdesc Represents a FetchResult.
             * @constructor
             * @param {sluice.wire.FetchResult.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const FetchResult = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * FetchResult failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.FetchResult
             * @instance
             */
            FetchResult.prototype.failure = null;

            /**
             * FetchResult partition.
             * @member {number} partition
             * @memberof sluice.wire.FetchResult
             * @instance
             */
            FetchResult.prototype.partition = 0;

            /**
             * FetchResult payloadBytes.
             * @member {number} payloadBytes
             * @memberof sluice.wire.FetchResult
             * @instance
             */
            FetchResult.prototype.payloadBytes = 0;

            /**
             * FetchResult logStartOffset.
             * @member {number} logStartOffset
             * @memberof sluice.wire.FetchResult
             * @instance
             */
            FetchResult.prototype.logStartOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FetchResult logEndOffset.
             * @member {number} logEndOffset
             * @memberof sluice.wire.FetchResult
             * @instance
             */
            FetchResult.prototype.logEndOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * FetchResult visibleOffset.
             * @member {number} visibleOffset
             * @memberof sluice.wire.FetchResult
             * @instance
             */
            FetchResult.prototype.visibleOffset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new FetchResult instance using the specified properties.
             * @function create
             * @memberof sluice.wire.FetchResult
             * @static
             * @param {sluice.wire.FetchResult.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.FetchResult} FetchResult instance
             * @type {{
             *   (properties: sluice.wire.FetchResult.$Shape): sluice.wire.FetchResult & sluice.wire.FetchResult.$Shape;
             *   (properties?: sluice.wire.FetchResult.$Properties): sluice.wire.FetchResult;
             * }}
             */
            FetchResult.create = function(properties) {
                return new FetchResult(properties);
            };

            /**
             * Encodes the specified FetchResult message. Does not implicitly {@link sluice.wire.FetchResult.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.FetchResult
             * @static
             * @param {sluice.wire.FetchResult.$Properties} message FetchResult message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            FetchResult.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.payloadBytes != null && $Object.hasOwnProperty.call(message, "payloadBytes") && message.payloadBytes !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.payloadBytes);
                if (message.logStartOffset != null && $Object.hasOwnProperty.call(message, "logStartOffset") && (typeof message.logStartOffset === "object" ? message.logStartOffset.low || message.logStartOffset.high : message.logStartOffset !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.logStartOffset);
                if (message.logEndOffset != null && $Object.hasOwnProperty.call(message, "logEndOffset") && (typeof message.logEndOffset === "object" ? message.logEndOffset.low || message.logEndOffset.high : message.logEndOffset !== 0))
                    writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.logEndOffset);
                if (message.visibleOffset != null && $Object.hasOwnProperty.call(message, "visibleOffset") && (typeof message.visibleOffset === "object" ? message.visibleOffset.low || message.visibleOffset.high : message.visibleOffset !== 0))
                    writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.visibleOffset);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a FetchResult message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.FetchResult
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.FetchResult & sluice.wire.FetchResult.$Shape} FetchResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            FetchResult.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.FetchResult();
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
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
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
                                message.payloadBytes = value;
                            else
                                delete message.payloadBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.logStartOffset = value;
                            else
                                delete message.logStartOffset;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.logEndOffset = value;
                            else
                                delete message.logEndOffset;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.visibleOffset = value;
                            else
                                delete message.visibleOffset;
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

            return FetchResult;
        })();

        wire.ListOffsetsRequest = (function() {

            /**
             * Properties of a ListOffsetsRequest.
             * @typedef {Object} sluice.wire.ListOffsetsRequest.$Properties
             * @property {Array.<sluice.wire.OffsetQuery.$Properties>|null} [queries] ListOffsetsRequest queries
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListOffsetsRequest.
             * @memberof sluice.wire
             * @interface IListOffsetsRequest
             * @augments sluice.wire.ListOffsetsRequest.$Properties
             * @deprecated Use sluice.wire.ListOffsetsRequest.$Properties instead.
             */

            /**
             * Shape of a ListOffsetsRequest.
             * @typedef {sluice.wire.ListOffsetsRequest.$Properties} sluice.wire.ListOffsetsRequest.$Shape
             */

            /**
             * Constructs a new ListOffsetsRequest.
             * @memberof sluice.wire
             * @classdesc Represents a ListOffsetsRequest.
             * @constructor
             * @param {sluice.wire.ListOffsetsRequest.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListOffsetsRequest = function (properties) {
                this.queries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListOffsetsRequest queries.
             * @member {Array.<sluice.wire.OffsetQuery.$Properties>} queries
             * @memberof sluice.wire.ListOffsetsRequest
             * @instance
             */
            ListOffsetsRequest.prototype.queries = $util.emptyArray;

            /**
             * Creates a new ListOffsetsRequest instance using the specified properties.
             * @function create
             * @memberof sluice.wire.ListOffsetsRequest
             * @static
             * @param {sluice.wire.ListOffsetsRequest.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.ListOffsetsRequest} ListOffsetsRequest instance
             * @type {{
             *   (properties: sluice.wire.ListOffsetsRequest.$Shape): sluice.wire.ListOffsetsRequest & sluice.wire.ListOffsetsRequest.$Shape;
             *   (properties?: sluice.wire.ListOffsetsRequest.$Properties): sluice.wire.ListOffsetsRequest;
             * }}
             */
            ListOffsetsRequest.create = function(properties) {
                return new ListOffsetsRequest(properties);
            };

            /**
             * Encodes the specified ListOffsetsRequest message. Does not implicitly {@link sluice.wire.ListOffsetsRequest.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.ListOffsetsRequest
             * @static
             * @param {sluice.wire.ListOffsetsRequest.$Properties} message ListOffsetsRequest message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListOffsetsRequest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.queries != null && message.queries.length)
                    for (let i = 0; i < message.queries.length; ++i)
                        $root.sluice.wire.OffsetQuery.encode(message.queries[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListOffsetsRequest message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.ListOffsetsRequest
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.ListOffsetsRequest & sluice.wire.ListOffsetsRequest.$Shape} ListOffsetsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListOffsetsRequest.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.ListOffsetsRequest();
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
                            if (!(message.queries && message.queries.length))
                                message.queries = [];
                            message.queries.push($root.sluice.wire.OffsetQuery.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return ListOffsetsRequest;
        })();

        /**
         * OffsetKind enum.
         * @name sluice.wire.OffsetKind
         * @enum {number}
         * @property {number} EARLIEST=0 EARLIEST value
         * @property {number} LATEST=1 LATEST value
         * @property {number} AT_TIME=2 AT_TIME value
         */
        wire.OffsetKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "EARLIEST"] = 0;
            values[valuesById[1] = "LATEST"] = 1;
            values[valuesById[2] = "AT_TIME"] = 2;
            return values;
        })();

        wire.OffsetQuery = (function() {

            /**
             * Properties of an OffsetQuery.
             * @typedef {Object} sluice.wire.OffsetQuery.$Properties
             * @property {Uint8Array|null} [topicId] OffsetQuery topicId
             * @property {number|null} [partition] OffsetQuery partition
             * @property {sluice.wire.OffsetKind|null} [kind] OffsetQuery kind
             * @property {number|null} [timestampMs] OffsetQuery timestampMs
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OffsetQuery.
             * @memberof sluice.wire
             * @interface IOffsetQuery
             * @augments sluice.wire.OffsetQuery.$Properties
             * @deprecated Use sluice.wire.OffsetQuery.$Properties instead.
             */

            /**
             * Shape of an OffsetQuery.
             * @typedef {sluice.wire.OffsetQuery.$Properties} sluice.wire.OffsetQuery.$Shape
             */

            /**
             * Constructs a new OffsetQuery.
             * @memberof sluice.wire
             * @classdesc Represents an OffsetQuery.
             * @constructor
             * @param {sluice.wire.OffsetQuery.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OffsetQuery = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OffsetQuery topicId.
             * @member {Uint8Array} topicId
             * @memberof sluice.wire.OffsetQuery
             * @instance
             */
            OffsetQuery.prototype.topicId = $util.newBuffer([]);

            /**
             * OffsetQuery partition.
             * @member {number} partition
             * @memberof sluice.wire.OffsetQuery
             * @instance
             */
            OffsetQuery.prototype.partition = 0;

            /**
             * OffsetQuery kind.
             * @member {sluice.wire.OffsetKind} kind
             * @memberof sluice.wire.OffsetQuery
             * @instance
             */
            OffsetQuery.prototype.kind = 0;

            /**
             * OffsetQuery timestampMs.
             * @member {number} timestampMs
             * @memberof sluice.wire.OffsetQuery
             * @instance
             */
            OffsetQuery.prototype.timestampMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * Creates a new OffsetQuery instance using the specified properties.
             * @function create
             * @memberof sluice.wire.OffsetQuery
             * @static
             * @param {sluice.wire.OffsetQuery.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.OffsetQuery} OffsetQuery instance
             * @type {{
             *   (properties: sluice.wire.OffsetQuery.$Shape): sluice.wire.OffsetQuery & sluice.wire.OffsetQuery.$Shape;
             *   (properties?: sluice.wire.OffsetQuery.$Properties): sluice.wire.OffsetQuery;
             * }}
             */
            OffsetQuery.create = function(properties) {
                return new OffsetQuery(properties);
            };

            /**
             * Encodes the specified OffsetQuery message. Does not implicitly {@link sluice.wire.OffsetQuery.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.OffsetQuery
             * @static
             * @param {sluice.wire.OffsetQuery.$Properties} message OffsetQuery message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OffsetQuery.encode = function (message, writer, _depth) {
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
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(/* id 3, wireType 0 =*/24).int32(message.kind);
                if (message.timestampMs != null && $Object.hasOwnProperty.call(message, "timestampMs") && (typeof message.timestampMs === "object" ? message.timestampMs.low || message.timestampMs.high : message.timestampMs !== 0))
                    writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.timestampMs);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OffsetQuery message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.OffsetQuery
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.OffsetQuery & sluice.wire.OffsetQuery.$Shape} OffsetQuery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OffsetQuery.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.OffsetQuery();
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
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.timestampMs = value;
                            else
                                delete message.timestampMs;
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

            return OffsetQuery;
        })();

        wire.ListOffsetsResponse = (function() {

            /**
             * Properties of a ListOffsetsResponse.
             * @typedef {Object} sluice.wire.ListOffsetsResponse.$Properties
             * @property {Array.<sluice.wire.OffsetAnswer.$Properties>|null} [answers] ListOffsetsResponse answers
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of a ListOffsetsResponse.
             * @memberof sluice.wire
             * @interface IListOffsetsResponse
             * @augments sluice.wire.ListOffsetsResponse.$Properties
             * @deprecated Use sluice.wire.ListOffsetsResponse.$Properties instead.
             */

            /**
             * Shape of a ListOffsetsResponse.
             * @typedef {sluice.wire.ListOffsetsResponse.$Properties} sluice.wire.ListOffsetsResponse.$Shape
             */

            /**
             * Constructs a new ListOffsetsResponse.
             * @memberof sluice.wire
             * @classdesc Represents a ListOffsetsResponse.
             * @constructor
             * @param {sluice.wire.ListOffsetsResponse.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const ListOffsetsResponse = function (properties) {
                this.answers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * ListOffsetsResponse answers.
             * @member {Array.<sluice.wire.OffsetAnswer.$Properties>} answers
             * @memberof sluice.wire.ListOffsetsResponse
             * @instance
             */
            ListOffsetsResponse.prototype.answers = $util.emptyArray;

            /**
             * Creates a new ListOffsetsResponse instance using the specified properties.
             * @function create
             * @memberof sluice.wire.ListOffsetsResponse
             * @static
             * @param {sluice.wire.ListOffsetsResponse.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.ListOffsetsResponse} ListOffsetsResponse instance
             * @type {{
             *   (properties: sluice.wire.ListOffsetsResponse.$Shape): sluice.wire.ListOffsetsResponse & sluice.wire.ListOffsetsResponse.$Shape;
             *   (properties?: sluice.wire.ListOffsetsResponse.$Properties): sluice.wire.ListOffsetsResponse;
             * }}
             */
            ListOffsetsResponse.create = function(properties) {
                return new ListOffsetsResponse(properties);
            };

            /**
             * Encodes the specified ListOffsetsResponse message. Does not implicitly {@link sluice.wire.ListOffsetsResponse.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.ListOffsetsResponse
             * @static
             * @param {sluice.wire.ListOffsetsResponse.$Properties} message ListOffsetsResponse message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            ListOffsetsResponse.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.answers != null && message.answers.length)
                    for (let i = 0; i < message.answers.length; ++i)
                        $root.sluice.wire.OffsetAnswer.encode(message.answers[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes a ListOffsetsResponse message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.ListOffsetsResponse
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.ListOffsetsResponse & sluice.wire.ListOffsetsResponse.$Shape} ListOffsetsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            ListOffsetsResponse.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.ListOffsetsResponse();
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
                            if (!(message.answers && message.answers.length))
                                message.answers = [];
                            message.answers.push($root.sluice.wire.OffsetAnswer.decode(reader, reader.size(), $undefined, _depth + 1));
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

            return ListOffsetsResponse;
        })();

        wire.OffsetAnswer = (function() {

            /**
             * Properties of an OffsetAnswer.
             * @typedef {Object} sluice.wire.OffsetAnswer.$Properties
             * @property {sluice.wire.Failure.$Properties|null} [failure] OffsetAnswer failure
             * @property {number|null} [partition] OffsetAnswer partition
             * @property {number|null} [offset] OffsetAnswer offset
             * @property {number|null} [leaderEpoch] OffsetAnswer leaderEpoch
             * @property {boolean|null} [found] OffsetAnswer found
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */

            /**
             * Properties of an OffsetAnswer.
             * @memberof sluice.wire
             * @interface IOffsetAnswer
             * @augments sluice.wire.OffsetAnswer.$Properties
             * @deprecated Use sluice.wire.OffsetAnswer.$Properties instead.
             */

            /**
             * Shape of an OffsetAnswer.
             * @typedef {sluice.wire.OffsetAnswer.$Properties} sluice.wire.OffsetAnswer.$Shape
             */

            /**
             * Constructs a new OffsetAnswer.
             * @memberof sluice.wire
             * @classdesc Represents an OffsetAnswer.
             * @constructor
             * @param {sluice.wire.OffsetAnswer.$Properties=} [properties] Properties to set
             * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
             */
            const OffsetAnswer = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            /**
             * OffsetAnswer failure.
             * @member {sluice.wire.Failure.$Properties|null|undefined} failure
             * @memberof sluice.wire.OffsetAnswer
             * @instance
             */
            OffsetAnswer.prototype.failure = null;

            /**
             * OffsetAnswer partition.
             * @member {number} partition
             * @memberof sluice.wire.OffsetAnswer
             * @instance
             */
            OffsetAnswer.prototype.partition = 0;

            /**
             * OffsetAnswer offset.
             * @member {number} offset
             * @memberof sluice.wire.OffsetAnswer
             * @instance
             */
            OffsetAnswer.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            /**
             * OffsetAnswer leaderEpoch.
             * @member {number} leaderEpoch
             * @memberof sluice.wire.OffsetAnswer
             * @instance
             */
            OffsetAnswer.prototype.leaderEpoch = 0;

            /**
             * OffsetAnswer found.
             * @member {boolean} found
             * @memberof sluice.wire.OffsetAnswer
             * @instance
             */
            OffsetAnswer.prototype.found = false;

            /**
             * Creates a new OffsetAnswer instance using the specified properties.
             * @function create
             * @memberof sluice.wire.OffsetAnswer
             * @static
             * @param {sluice.wire.OffsetAnswer.$Properties=} [properties] Properties to set
             * @returns {sluice.wire.OffsetAnswer} OffsetAnswer instance
             * @type {{
             *   (properties: sluice.wire.OffsetAnswer.$Shape): sluice.wire.OffsetAnswer & sluice.wire.OffsetAnswer.$Shape;
             *   (properties?: sluice.wire.OffsetAnswer.$Properties): sluice.wire.OffsetAnswer;
             * }}
             */
            OffsetAnswer.create = function(properties) {
                return new OffsetAnswer(properties);
            };

            /**
             * Encodes the specified OffsetAnswer message. Does not implicitly {@link sluice.wire.OffsetAnswer.verify|verify} messages.
             * @function encode
             * @memberof sluice.wire.OffsetAnswer
             * @static
             * @param {sluice.wire.OffsetAnswer.$Properties} message OffsetAnswer message or plain object to encode
             * @param {$protobuf.Writer} [writer] Writer to encode to
             * @returns {$protobuf.Writer} Writer
             */
            OffsetAnswer.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.failure != null && $Object.hasOwnProperty.call(message, "failure"))
                    $root.sluice.wire.Failure.encode(message.failure, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                if (message.partition != null && $Object.hasOwnProperty.call(message, "partition") && message.partition !== 0)
                    writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.partition);
                if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                    writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.offset);
                if (message.leaderEpoch != null && $Object.hasOwnProperty.call(message, "leaderEpoch") && message.leaderEpoch !== 0)
                    writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.leaderEpoch);
                if (message.found != null && $Object.hasOwnProperty.call(message, "found") && message.found !== false)
                    writer.uint32(/* id 5, wireType 0 =*/40).bool(message.found);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            /**
             * Decodes an OffsetAnswer message from the specified reader or buffer.
             * @function decode
             * @memberof sluice.wire.OffsetAnswer
             * @static
             * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
             * @param {number} [length] Message length if known beforehand
             * @returns {sluice.wire.OffsetAnswer & sluice.wire.OffsetAnswer.$Shape} OffsetAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            OffsetAnswer.decode = function (reader, length, _end, _depth, _target) {
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
                message = _target || new $root.sluice.wire.OffsetAnswer();
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
                            message.failure = $root.sluice.wire.Failure.decode(reader, reader.size(), $undefined, _depth + 1, message.failure);
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
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.leaderEpoch = value;
                            else
                                delete message.leaderEpoch;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.found = value;
                            else
                                delete message.found;
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

            return OffsetAnswer;
        })();

        return wire;
    })();

    return sluice;
})();

export {
  $root as default
};
