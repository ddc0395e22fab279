import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace sluice. */
export namespace sluice {

    /** Namespace wire. */
    namespace wire {

        /**
         * Properties of a Request.
         * @deprecated Use sluice.wire.Request.$Properties instead.
         */
        interface IRequest extends sluice.wire.Request.$Properties {
        }

        /** Represents a Request. */
        class Request {

            /**
             * Constructs a new Request.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.Request.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Request requestId. */
            requestId: number;

            /** Request hello. */
            hello?: (sluice.wire.HelloRequest.$Properties|null);

            /** Request metadata. */
            metadata?: (sluice.wire.MetadataRequest.$Properties|null);

            /** Request createTopics. */
            createTopics?: (sluice.wire.CreateTopicsRequest.$Properties|null);

            /** Request deleteTopics. */
            deleteTopics?: (sluice.wire.DeleteTopicsRequest.$Properties|null);

            /** Request describeTopics. */
            describeTopics?: (sluice.wire.DescribeTopicsRequest.$Properties|null);

            /** Request alterTopic. */
            alterTopic?: (sluice.wire.AlterTopicRequest.$Properties|null);

            /** Request initProducerId. */
            initProducerId?: (sluice.wire.InitProducerIdRequest.$Properties|null);

            /** Request produce. */
            produce?: (sluice.wire.ProduceRequest.$Properties|null);

            /** Request fetch. */
            fetch?: (sluice.wire.FetchRequest.$Properties|null);

            /** Request listOffsets. */
            listOffsets?: (sluice.wire.ListOffsetsRequest.$Properties|null);

            /** Request deleteRecords. */
            deleteRecords?: (sluice.wire.DeleteRecordsRequest.$Properties|null);

            /** Request body. */
            body?: ("hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords");

            /**
             * Creates a new Request instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Request instance
             */
            static create(properties: sluice.wire.Request.$Shape): sluice.wire.Request & sluice.wire.Request.$Shape;
            static create(properties?: sluice.wire.Request.$Properties): sluice.wire.Request;

            /**
             * Encodes the specified Request message. Does not implicitly {@link sluice.wire.Request.verify|verify} messages.
             * @param message Request message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.Request.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Request message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.Request & sluice.wire.Request.$Shape} Request
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.Request & sluice.wire.Request.$Shape;
        }

        namespace Request {

            /** Properties of a Request. */
            interface $Properties {

                /** Request requestId */
                requestId?: (number|null);

                /** Request hello */
                hello?: (sluice.wire.HelloRequest.$Properties|null);

                /** Request metadata */
                metadata?: (sluice.wire.MetadataRequest.$Properties|null);

                /** Request createTopics */
                createTopics?: (sluice.wire.CreateTopicsRequest.$Properties|null);

                /** Request deleteTopics */
                deleteTopics?: (sluice.wire.DeleteTopicsRequest.$Properties|null);

                /** Request describeTopics */
                describeTopics?: (sluice.wire.DescribeTopicsRequest.$Properties|null);

                /** Request alterTopic */
                alterTopic?: (sluice.wire.AlterTopicRequest.$Properties|null);

                /** Request initProducerId */
                initProducerId?: (sluice.wire.InitProducerIdRequest.$Properties|null);

                /** Request produce */
                produce?: (sluice.wire.ProduceRequest.$Properties|null);

                /** Request fetch */
                fetch?: (sluice.wire.FetchRequest.$Properties|null);

                /** Request listOffsets */
                listOffsets?: (sluice.wire.ListOffsetsRequest.$Properties|null);

                /** Request deleteRecords */
                deleteRecords?: (sluice.wire.DeleteRecordsRequest.$Properties|null);

                /** Request body */
                body?: ("hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Request. */
            type $Shape = {
              requestId?: number|null;
              hello?: sluice.wire.HelloRequest.$Shape|null;
              metadata?: sluice.wire.MetadataRequest.$Shape|null;
              createTopics?: sluice.wire.CreateTopicsRequest.$Shape|null;
              deleteTopics?: sluice.wire.DeleteTopicsRequest.$Shape|null;
              describeTopics?: sluice.wire.DescribeTopicsRequest.$Shape|null;
              alterTopic?: sluice.wire.AlterTopicRequest.$Shape|null;
              initProducerId?: sluice.wire.InitProducerIdRequest.$Shape|null;
              produce?: sluice.wire.ProduceRequest.$Shape|null;
              fetch?: sluice.wire.FetchRequest.$Shape|null;
              listOffsets?: sluice.wire.ListOffsetsRequest.$Shape|null;
              deleteRecords?: sluice.wire.DeleteRecordsRequest.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "hello"; hello: sluice.wire.HelloRequest.$Shape; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "metadata"; hello?: null; metadata: sluice.wire.MetadataRequest.$Shape; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "createTopics"; hello?: null; metadata?: null; createTopics: sluice.wire.CreateTopicsRequest.$Shape; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "deleteTopics"; hello?: null; metadata?: null; createTopics?: null; deleteTopics: sluice.wire.DeleteTopicsRequest.$Shape; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "describeTopics"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics: sluice.wire.DescribeTopicsRequest.$Shape; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "alterTopic"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic: sluice.wire.AlterTopicRequest.$Shape; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "initProducerId"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId: sluice.wire.InitProducerIdRequest.$Shape; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "produce"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce: sluice.wire.ProduceRequest.$Shape; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "fetch"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch: sluice.wire.FetchRequest.$Shape; listOffsets?: null; deleteRecords?: null }|{ body?: "listOffsets"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets: sluice.wire.ListOffsetsRequest.$Shape; deleteRecords?: null }|{ body?: "deleteRecords"; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords: sluice.wire.DeleteRecordsRequest.$Shape })
            );
        }

        /**
         * Properties of a Response.
         * @deprecated Use sluice.wire.Response.$Properties instead.
         */
        interface IResponse extends sluice.wire.Response.$Properties {
        }

        /** Represents a Response. */
        class Response {

            /**
             * Constructs a new Response.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.Response.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Response requestId. */
            requestId: number;

            /** Response failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** Response hello. */
            hello?: (sluice.wire.HelloResponse.$Properties|null);

            /** Response metadata. */
            metadata?: (sluice.wire.MetadataResponse.$Properties|null);

            /** Response createTopics. */
            createTopics?: (sluice.wire.CreateTopicsResponse.$Properties|null);

            /** Response deleteTopics. */
            deleteTopics?: (sluice.wire.DeleteTopicsResponse.$Properties|null);

            /** Response describeTopics. */
            describeTopics?: (sluice.wire.DescribeTopicsResponse.$Properties|null);

            /** Response alterTopic. */
            alterTopic?: (sluice.wire.AlterTopicResponse.$Properties|null);

            /** Response initProducerId. */
            initProducerId?: (sluice.wire.InitProducerIdResponse.$Properties|null);

            /** Response produce. */
            produce?: (sluice.wire.ProduceResponse.$Properties|null);

            /** Response fetch. */
            fetch?: (sluice.wire.FetchResponse.$Properties|null);

            /** Response listOffsets. */
            listOffsets?: (sluice.wire.ListOffsetsResponse.$Properties|null);

            /** Response deleteRecords. */
            deleteRecords?: (sluice.wire.DeleteRecordsResponse.$Properties|null);

            /** Response body. */
            body?: ("failure"|"hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords");

            /**
             * Creates a new Response instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Response instance
             */
            static create(properties: sluice.wire.Response.$Shape): sluice.wire.Response & sluice.wire.Response.$Shape;
            static create(properties?: sluice.wire.Response.$Properties): sluice.wire.Response;

            /**
             * Encodes the specified Response message. Does not implicitly {@link sluice.wire.Response.verify|verify} messages.
             * @param message Response message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.Response.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Response message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.Response & sluice.wire.Response.$Shape} Response
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.Response & sluice.wire.Response.$Shape;
        }

        namespace Response {

            /** Properties of a Response. */
            interface $Properties {

                /** Response requestId */
                requestId?: (number|null);

                /** Response failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** Response hello */
                hello?: (sluice.wire.HelloResponse.$Properties|null);

                /** Response metadata */
                metadata?: (sluice.wire.MetadataResponse.$Properties|null);

                /** Response createTopics */
                createTopics?: (sluice.wire.CreateTopicsResponse.$Properties|null);

                /** Response deleteTopics */
                deleteTopics?: (sluice.wire.DeleteTopicsResponse.$Properties|null);

                /** Response describeTopics */
                describeTopics?: (sluice.wire.DescribeTopicsResponse.$Properties|null);

                /** Response alterTopic */
                alterTopic?: (sluice.wire.AlterTopicResponse.$Properties|null);

                /** Response initProducerId */
                initProducerId?: (sluice.wire.InitProducerIdResponse.$Properties|null);

                /** Response produce */
                produce?: (sluice.wire.ProduceResponse.$Properties|null);

                /** Response fetch */
                fetch?: (sluice.wire.FetchResponse.$Properties|null);

                /** Response listOffsets */
                listOffsets?: (sluice.wire.ListOffsetsResponse.$Properties|null);

                /** Response deleteRecords */
                deleteRecords?: (sluice.wire.DeleteRecordsResponse.$Properties|null);

                /** Response body */
                body?: ("failure"|"hello"|"metadata"|"createTopics"|"deleteTopics"|"describeTopics"|"alterTopic"|"initProducerId"|"produce"|"fetch"|"listOffsets"|"deleteRecords");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a Response. */
            type $Shape = {
              requestId?: number|null;
              failure?: sluice.wire.Failure.$Shape|null;
              hello?: sluice.wire.HelloResponse.$Shape|null;
              metadata?: sluice.wire.MetadataResponse.$Shape|null;
              createTopics?: sluice.wire.CreateTopicsResponse.$Shape|null;
              deleteTopics?: sluice.wire.DeleteTopicsResponse.$Shape|null;
              describeTopics?: sluice.wire.DescribeTopicsResponse.$Shape|null;
              alterTopic?: sluice.wire.AlterTopicResponse.$Shape|null;
              initProducerId?: sluice.wire.InitProducerIdResponse.$Shape|null;
              produce?: sluice.wire.ProduceResponse.$Shape|null;
              fetch?: sluice.wire.FetchResponse.$Shape|null;
              listOffsets?: sluice.wire.ListOffsetsResponse.$Shape|null;
              deleteRecords?: sluice.wire.DeleteRecordsResponse.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ body?: undefined; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "failure"; failure: sluice.wire.Failure.$Shape; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "hello"; failure?: null; hello: sluice.wire.HelloResponse.$Shape; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "metadata"; failure?: null; hello?: null; metadata: sluice.wire.MetadataResponse.$Shape; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "createTopics"; failure?: null; hello?: null; metadata?: null; createTopics: sluice.wire.CreateTopicsResponse.$Shape; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "deleteTopics"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics: sluice.wire.DeleteTopicsResponse.$Shape; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "describeTopics"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics: sluice.wire.DescribeTopicsResponse.$Shape; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "alterTopic"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic: sluice.wire.AlterTopicResponse.$Shape; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "initProducerId"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId: sluice.wire.InitProducerIdResponse.$Shape; produce?: null; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "produce"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce: sluice.wire.ProduceResponse.$Shape; fetch?: null; listOffsets?: null; deleteRecords?: null }|{ body?: "fetch"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch: sluice.wire.FetchResponse.$Shape; listOffsets?: null; deleteRecords?: null }|{ body?: "listOffsets"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets: sluice.wire.ListOffsetsResponse.$Shape; deleteRecords?: null }|{ body?: "deleteRecords"; failure?: null; hello?: null; metadata?: null; createTopics?: null; deleteTopics?: null; describeTopics?: null; alterTopic?: null; initProducerId?: null; produce?: null; fetch?: null; listOffsets?: null; deleteRecords: sluice.wire.DeleteRecordsResponse.$Shape })
            );
        }

        /**
         * Properties of a Failure.
         * @deprecated Use sluice.wire.Failure.$Properties instead.
         */
        interface IFailure extends sluice.wire.Failure.$Properties {
        }

        /** Represents a Failure. */
        class Failure {

            /**
             * Constructs a new Failure.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.Failure.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Failure code. */
            code: number;

            /** Failure message. */
            message: string;

            /** Failure logStartOffset. */
            logStartOffset: number;

            /** Failure visibleOffset. */
            visibleOffset: number;

            /** Failure divergingOffset. */
            divergingOffset: number;

            /**
             * Creates a new Failure instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Failure instance
             */
            static create(properties: sluice.wire.Failure.$Shape): sluice.wire.Failure & sluice.wire.Failure.$Shape;
            static create(properties?: sluice.wire.Failure.$Properties): sluice.wire.Failure;

            /**
             * Encodes the specified Failure message. Does not implicitly {@link sluice.wire.Failure.verify|verify} messages.
             * @param message Failure message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.Failure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Failure message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.Failure & sluice.wire.Failure.$Shape} Failure
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.Failure & sluice.wire.Failure.$Shape;
        }

        namespace Failure {

            /** Properties of a Failure. */
            interface $Properties {

                /** Failure code */
                code?: (number|null);

                /** Failure message */
                message?: (string|null);

                /** Failure logStartOffset */
                logStartOffset?: (number|null);

                /** Failure visibleOffset */
                visibleOffset?: (number|null);

                /** Failure divergingOffset */
                divergingOffset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Failure. */
            type $Shape = sluice.wire.Failure.$Properties;
        }

        /**
         * Properties of a HelloRequest.
         * @deprecated Use sluice.wire.HelloRequest.$Properties instead.
         */
        interface IHelloRequest extends sluice.wire.HelloRequest.$Properties {
        }

        /** Represents a HelloRequest. */
        class HelloRequest {

            /**
             * Constructs a new HelloRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.HelloRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HelloRequest clientId. */
            clientId: string;

            /** HelloRequest versionMin. */
            versionMin: number;

            /** HelloRequest versionMax. */
            versionMax: number;

            /** HelloRequest features. */
            features: string[];

            /** HelloRequest software. */
            software: string;

            /** HelloRequest inOrder. */
            inOrder: boolean;

            /**
             * Creates a new HelloRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HelloRequest instance
             */
            static create(properties: sluice.wire.HelloRequest.$Shape): sluice.wire.HelloRequest & sluice.wire.HelloRequest.$Shape;
            static create(properties?: sluice.wire.HelloRequest.$Properties): sluice.wire.HelloRequest;

            /**
             * Encodes the specified HelloRequest message. Does not implicitly {@link sluice.wire.HelloRequest.verify|verify} messages.
             * @param message HelloRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.HelloRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HelloRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.HelloRequest & sluice.wire.HelloRequest.$Shape} HelloRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.HelloRequest & sluice.wire.HelloRequest.$Shape;
        }

        namespace HelloRequest {

            /** Properties of a HelloRequest. */
            interface $Properties {

                /** HelloRequest clientId */
                clientId?: (string|null);

                /** HelloRequest versionMin */
                versionMin?: (number|null);

                /** HelloRequest versionMax */
                versionMax?: (number|null);

                /** HelloRequest features */
                features?: (string[]|null);

                /** HelloRequest software */
                software?: (string|null);

                /** HelloRequest inOrder */
                inOrder?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HelloRequest. */
            type $Shape = sluice.wire.HelloRequest.$Properties;
        }

        /**
         * Properties of a HelloResponse.
         * @deprecated Use sluice.wire.HelloResponse.$Properties instead.
         */
        interface IHelloResponse extends sluice.wire.HelloResponse.$Properties {
        }

        /** Represents a HelloResponse. */
        class HelloResponse {

            /**
             * Constructs a new HelloResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.HelloResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HelloResponse version. */
            version: number;

            /** HelloResponse features. */
            features: string[];

            /** HelloResponse software. */
            software: string;

            /** HelloResponse clusterId. */
            clusterId: string;

            /** HelloResponse bootEpoch. */
            bootEpoch: number;

            /** HelloResponse limits. */
            limits?: (sluice.wire.Limits.$Properties|null);

            /** HelloResponse authentication. */
            authentication: string[];

            /** HelloResponse advertised. */
            advertised: string;

            /**
             * Creates a new HelloResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HelloResponse instance
             */
            static create(properties: sluice.wire.HelloResponse.$Shape): sluice.wire.HelloResponse & sluice.wire.HelloResponse.$Shape;
            static create(properties?: sluice.wire.HelloResponse.$Properties): sluice.wire.HelloResponse;

            /**
             * Encodes the specified HelloResponse message. Does not implicitly {@link sluice.wire.HelloResponse.verify|verify} messages.
             * @param message HelloResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.HelloResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HelloResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.HelloResponse & sluice.wire.HelloResponse.$Shape} HelloResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.HelloResponse & sluice.wire.HelloResponse.$Shape;
        }

        namespace HelloResponse {

            /** Properties of a HelloResponse. */
            interface $Properties {

                /** HelloResponse version */
                version?: (number|null);

                /** HelloResponse features */
                features?: (string[]|null);

                /** HelloResponse software */
                software?: (string|null);

                /** HelloResponse clusterId */
                clusterId?: (string|null);

                /** HelloResponse bootEpoch */
                bootEpoch?: (number|null);

                /** HelloResponse limits */
                limits?: (sluice.wire.Limits.$Properties|null);

                /** HelloResponse authentication */
                authentication?: (string[]|null);

                /** HelloResponse advertised */
                advertised?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HelloResponse. */
            type $Shape = sluice.wire.HelloResponse.$Properties;
        }

        /**
         * Properties of a Limits.
         * @deprecated Use sluice.wire.Limits.$Properties instead.
         */
        interface ILimits extends sluice.wire.Limits.$Properties {
        }

        /** Represents a Limits. */
        class Limits {

            /**
             * Constructs a new Limits.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.Limits.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Limits frameBytesMax. */
            frameBytesMax: number;

            /** Limits headerBytesMax. */
            headerBytesMax: number;

            /** Limits requestsInFlightMax. */
            requestsInFlightMax: number;

            /** Limits partitionsPerRequestMax. */
            partitionsPerRequestMax: number;

            /**
             * Creates a new Limits instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Limits instance
             */
            static create(properties: sluice.wire.Limits.$Shape): sluice.wire.Limits & sluice.wire.Limits.$Shape;
            static create(properties?: sluice.wire.Limits.$Properties): sluice.wire.Limits;

            /**
             * Encodes the specified Limits message. Does not implicitly {@link sluice.wire.Limits.verify|verify} messages.
             * @param message Limits message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.Limits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Limits message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.Limits & sluice.wire.Limits.$Shape} Limits
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.Limits & sluice.wire.Limits.$Shape;
        }

        namespace Limits {

            /** Properties of a Limits. */
            interface $Properties {

                /** Limits frameBytesMax */
                frameBytesMax?: (number|null);

                /** Limits headerBytesMax */
                headerBytesMax?: (number|null);

                /** Limits requestsInFlightMax */
                requestsInFlightMax?: (number|null);

                /** Limits partitionsPerRequestMax */
                partitionsPerRequestMax?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Limits. */
            type $Shape = sluice.wire.Limits.$Properties;
        }

        /**
         * Properties of a MetadataRequest.
         * @deprecated Use sluice.wire.MetadataRequest.$Properties instead.
         */
        interface IMetadataRequest extends sluice.wire.MetadataRequest.$Properties {
        }

        /** Represents a MetadataRequest. */
        class MetadataRequest {

            /**
             * Constructs a new MetadataRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.MetadataRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MetadataRequest names. */
            names: string[];

            /** MetadataRequest ids. */
            ids: Uint8Array[];

            /** MetadataRequest all. */
            all: boolean;

            /** MetadataRequest create. */
            create: boolean;

            /**
             * Creates a new MetadataRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MetadataRequest instance
             */
            static create(properties: sluice.wire.MetadataRequest.$Shape): sluice.wire.MetadataRequest & sluice.wire.MetadataRequest.$Shape;
            static create(properties?: sluice.wire.MetadataRequest.$Properties): sluice.wire.MetadataRequest;

            /**
             * Encodes the specified MetadataRequest message. Does not implicitly {@link sluice.wire.MetadataRequest.verify|verify} messages.
             * @param message MetadataRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.MetadataRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MetadataRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.MetadataRequest & sluice.wire.MetadataRequest.$Shape} MetadataRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.MetadataRequest & sluice.wire.MetadataRequest.$Shape;
        }

        namespace MetadataRequest {

            /** Properties of a MetadataRequest. */
            interface $Properties {

                /** MetadataRequest names */
                names?: (string[]|null);

                /** MetadataRequest ids */
                ids?: (Uint8Array[]|null);

                /** MetadataRequest all */
                all?: (boolean|null);

                /** MetadataRequest create */
                create?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MetadataRequest. */
            type $Shape = sluice.wire.MetadataRequest.$Properties;
        }

        /**
         * Properties of a MetadataResponse.
         * @deprecated Use sluice.wire.MetadataResponse.$Properties instead.
         */
        interface IMetadataResponse extends sluice.wire.MetadataResponse.$Properties {
        }

        /** Represents a MetadataResponse. */
        class MetadataResponse {

            /**
             * Constructs a new MetadataResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.MetadataResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MetadataResponse topics. */
            topics: sluice.wire.TopicMetadata.$Properties[];

            /**
             * Creates a new MetadataResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MetadataResponse instance
             */
            static create(properties: sluice.wire.MetadataResponse.$Shape): sluice.wire.MetadataResponse & sluice.wire.MetadataResponse.$Shape;
            static create(properties?: sluice.wire.MetadataResponse.$Properties): sluice.wire.MetadataResponse;

            /**
             * Encodes the specified MetadataResponse message. Does not implicitly {@link sluice.wire.MetadataResponse.verify|verify} messages.
             * @param message MetadataResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.MetadataResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MetadataResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.MetadataResponse & sluice.wire.MetadataResponse.$Shape} MetadataResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.MetadataResponse & sluice.wire.MetadataResponse.$Shape;
        }

        namespace MetadataResponse {

            /** Properties of a MetadataResponse. */
            interface $Properties {

                /** MetadataResponse topics */
                topics?: (sluice.wire.TopicMetadata.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MetadataResponse. */
            type $Shape = sluice.wire.MetadataResponse.$Properties;
        }

        /**
         * Properties of a TopicMetadata.
         * @deprecated Use sluice.wire.TopicMetadata.$Properties instead.
         */
        interface ITopicMetadata extends sluice.wire.TopicMetadata.$Properties {
        }

        /** Represents a TopicMetadata. */
        class TopicMetadata {

            /**
             * Constructs a new TopicMetadata.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.TopicMetadata.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicMetadata failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** TopicMetadata name. */
            name: string;

            /** TopicMetadata id. */
            id: Uint8Array;

            /** TopicMetadata partitions. */
            partitions: sluice.wire.PartitionMetadata.$Properties[];

            /** TopicMetadata messageBytesMax. */
            messageBytesMax: number;

            /** TopicMetadata compacted. */
            compacted: boolean;

            /** TopicMetadata durable. */
            durable: boolean;

            /**
             * Creates a new TopicMetadata instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicMetadata instance
             */
            static create(properties: sluice.wire.TopicMetadata.$Shape): sluice.wire.TopicMetadata & sluice.wire.TopicMetadata.$Shape;
            static create(properties?: sluice.wire.TopicMetadata.$Properties): sluice.wire.TopicMetadata;

            /**
             * Encodes the specified TopicMetadata message. Does not implicitly {@link sluice.wire.TopicMetadata.verify|verify} messages.
             * @param message TopicMetadata message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.TopicMetadata.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicMetadata message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.TopicMetadata & sluice.wire.TopicMetadata.$Shape} TopicMetadata
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.TopicMetadata & sluice.wire.TopicMetadata.$Shape;
        }

        namespace TopicMetadata {

            /** Properties of a TopicMetadata. */
            interface $Properties {

                /** TopicMetadata failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** TopicMetadata name */
                name?: (string|null);

                /** TopicMetadata id */
                id?: (Uint8Array|null);

                /** TopicMetadata partitions */
                partitions?: (sluice.wire.PartitionMetadata.$Properties[]|null);

                /** TopicMetadata messageBytesMax */
                messageBytesMax?: (number|null);

                /** TopicMetadata compacted */
                compacted?: (boolean|null);

                /** TopicMetadata durable */
                durable?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicMetadata. */
            type $Shape = sluice.wire.TopicMetadata.$Properties;
        }

        /**
         * Properties of a PartitionMetadata.
         * @deprecated Use sluice.wire.PartitionMetadata.$Properties instead.
         */
        interface IPartitionMetadata extends sluice.wire.PartitionMetadata.$Properties {
        }

        /** Represents a PartitionMetadata. */
        class PartitionMetadata {

            /**
             * Constructs a new PartitionMetadata.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.PartitionMetadata.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PartitionMetadata partition. */
            partition: number;

            /** PartitionMetadata leaderEpoch. */
            leaderEpoch: number;

            /**
             * Creates a new PartitionMetadata instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PartitionMetadata instance
             */
            static create(properties: sluice.wire.PartitionMetadata.$Shape): sluice.wire.PartitionMetadata & sluice.wire.PartitionMetadata.$Shape;
            static create(properties?: sluice.wire.PartitionMetadata.$Properties): sluice.wire.PartitionMetadata;

            /**
             * Encodes the specified PartitionMetadata message. Does not implicitly {@link sluice.wire.PartitionMetadata.verify|verify} messages.
             * @param message PartitionMetadata message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.PartitionMetadata.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PartitionMetadata message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.PartitionMetadata & sluice.wire.PartitionMetadata.$Shape} PartitionMetadata
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.PartitionMetadata & sluice.wire.PartitionMetadata.$Shape;
        }

        namespace PartitionMetadata {

            /** Properties of a PartitionMetadata. */
            interface $Properties {

                /** PartitionMetadata partition */
                partition?: (number|null);

                /** PartitionMetadata leaderEpoch */
                leaderEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PartitionMetadata. */
            type $Shape = sluice.wire.PartitionMetadata.$Properties;
        }

        /**
         * Properties of a Setting.
         * @deprecated Use sluice.wire.Setting.$Properties instead.
         */
        interface ISetting extends sluice.wire.Setting.$Properties {
        }

        /** Represents a Setting. */
        class Setting {

            /**
             * Constructs a new Setting.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.Setting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Setting key. */
            key: string;

            /** Setting value. */
            value: string;

            /** Setting isDefault. */
            isDefault: boolean;

            /**
             * Creates a new Setting instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Setting instance
             */
            static create(properties: sluice.wire.Setting.$Shape): sluice.wire.Setting & sluice.wire.Setting.$Shape;
            static create(properties?: sluice.wire.Setting.$Properties): sluice.wire.Setting;

            /**
             * Encodes the specified Setting message. Does not implicitly {@link sluice.wire.Setting.verify|verify} messages.
             * @param message Setting message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.Setting.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Setting message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.Setting & sluice.wire.Setting.$Shape} Setting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.Setting & sluice.wire.Setting.$Shape;
        }

        namespace Setting {

            /** Properties of a Setting. */
            interface $Properties {

                /** Setting key */
                key?: (string|null);

                /** Setting value */
                value?: (string|null);

                /** Setting isDefault */
                isDefault?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Setting. */
            type $Shape = sluice.wire.Setting.$Properties;
        }

        /**
         * Properties of a NewTopic.
         * @deprecated Use sluice.wire.NewTopic.$Properties instead.
         */
        interface INewTopic extends sluice.wire.NewTopic.$Properties {
        }

        /** Represents a NewTopic. */
        class NewTopic {

            /**
             * Constructs a new NewTopic.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.NewTopic.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** NewTopic name. */
            name: string;

            /** NewTopic partitions. */
            partitions: number;

            /** NewTopic settings. */
            settings: sluice.wire.Setting.$Properties[];

            /**
             * Creates a new NewTopic instance using the specified properties.
             * @param [properties] Properties to set
             * @returns NewTopic instance
             */
            static create(properties: sluice.wire.NewTopic.$Shape): sluice.wire.NewTopic & sluice.wire.NewTopic.$Shape;
            static create(properties?: sluice.wire.NewTopic.$Properties): sluice.wire.NewTopic;

            /**
             * Encodes the specified NewTopic message. Does not implicitly {@link sluice.wire.NewTopic.verify|verify} messages.
             * @param message NewTopic message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.NewTopic.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a NewTopic message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.NewTopic & sluice.wire.NewTopic.$Shape} NewTopic
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.NewTopic & sluice.wire.NewTopic.$Shape;
        }

        namespace NewTopic {

            /** Properties of a NewTopic. */
            interface $Properties {

                /** NewTopic name */
                name?: (string|null);

                /** NewTopic partitions */
                partitions?: (number|null);

                /** NewTopic settings */
                settings?: (sluice.wire.Setting.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a NewTopic. */
            type $Shape = sluice.wire.NewTopic.$Properties;
        }

        /**
         * Properties of a CreateTopicsRequest.
         * @deprecated Use sluice.wire.CreateTopicsRequest.$Properties instead.
         */
        interface ICreateTopicsRequest extends sluice.wire.CreateTopicsRequest.$Properties {
        }

        /** Represents a CreateTopicsRequest. */
        class CreateTopicsRequest {

            /**
             * Constructs a new CreateTopicsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.CreateTopicsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CreateTopicsRequest topics. */
            topics: sluice.wire.NewTopic.$Properties[];

            /** CreateTopicsRequest validateOnly. */
            validateOnly: boolean;

            /** CreateTopicsRequest ifMissing. */
            ifMissing: boolean;

            /**
             * Creates a new CreateTopicsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CreateTopicsRequest instance
             */
            static create(properties: sluice.wire.CreateTopicsRequest.$Shape): sluice.wire.CreateTopicsRequest & sluice.wire.CreateTopicsRequest.$Shape;
            static create(properties?: sluice.wire.CreateTopicsRequest.$Properties): sluice.wire.CreateTopicsRequest;

            /**
             * Encodes the specified CreateTopicsRequest message. Does not implicitly {@link sluice.wire.CreateTopicsRequest.verify|verify} messages.
             * @param message CreateTopicsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.CreateTopicsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CreateTopicsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.CreateTopicsRequest & sluice.wire.CreateTopicsRequest.$Shape} CreateTopicsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.CreateTopicsRequest & sluice.wire.CreateTopicsRequest.$Shape;
        }

        namespace CreateTopicsRequest {

            /** Properties of a CreateTopicsRequest. */
            interface $Properties {

                /** CreateTopicsRequest topics */
                topics?: (sluice.wire.NewTopic.$Properties[]|null);

                /** CreateTopicsRequest validateOnly */
                validateOnly?: (boolean|null);

                /** CreateTopicsRequest ifMissing */
                ifMissing?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CreateTopicsRequest. */
            type $Shape = sluice.wire.CreateTopicsRequest.$Properties;
        }

        /**
         * Properties of a CreateTopicsResponse.
         * @deprecated Use sluice.wire.CreateTopicsResponse.$Properties instead.
         */
        interface ICreateTopicsResponse extends sluice.wire.CreateTopicsResponse.$Properties {
        }

        /** Represents a CreateTopicsResponse. */
        class CreateTopicsResponse {

            /**
             * Constructs a new CreateTopicsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.CreateTopicsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CreateTopicsResponse topics. */
            topics: sluice.wire.TopicMetadata.$Properties[];

            /**
             * Creates a new CreateTopicsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CreateTopicsResponse instance
             */
            static create(properties: sluice.wire.CreateTopicsResponse.$Shape): sluice.wire.CreateTopicsResponse & sluice.wire.CreateTopicsResponse.$Shape;
            static create(properties?: sluice.wire.CreateTopicsResponse.$Properties): sluice.wire.CreateTopicsResponse;

            /**
             * Encodes the specified CreateTopicsResponse message. Does not implicitly {@link sluice.wire.CreateTopicsResponse.verify|verify} messages.
             * @param message CreateTopicsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.CreateTopicsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CreateTopicsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.CreateTopicsResponse & sluice.wire.CreateTopicsResponse.$Shape} CreateTopicsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.CreateTopicsResponse & sluice.wire.CreateTopicsResponse.$Shape;
        }

        namespace CreateTopicsResponse {

            /** Properties of a CreateTopicsResponse. */
            interface $Properties {

                /** CreateTopicsResponse topics */
                topics?: (sluice.wire.TopicMetadata.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CreateTopicsResponse. */
            type $Shape = sluice.wire.CreateTopicsResponse.$Properties;
        }

        /**
         * Properties of a TopicReference.
         * @deprecated Use sluice.wire.TopicReference.$Properties instead.
         */
        interface ITopicReference extends sluice.wire.TopicReference.$Properties {
        }

        /** Represents a TopicReference. */
        class TopicReference {

            /**
             * Constructs a new TopicReference.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.TopicReference.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicReference name. */
            name: string;

            /** TopicReference id. */
            id: Uint8Array;

            /**
             * Creates a new TopicReference instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicReference instance
             */
            static create(properties: sluice.wire.TopicReference.$Shape): sluice.wire.TopicReference & sluice.wire.TopicReference.$Shape;
            static create(properties?: sluice.wire.TopicReference.$Properties): sluice.wire.TopicReference;

            /**
             * Encodes the specified TopicReference message. Does not implicitly {@link sluice.wire.TopicReference.verify|verify} messages.
             * @param message TopicReference message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.TopicReference.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicReference message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.TopicReference & sluice.wire.TopicReference.$Shape} TopicReference
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.TopicReference & sluice.wire.TopicReference.$Shape;
        }

        namespace TopicReference {

            /** Properties of a TopicReference. */
            interface $Properties {

                /** TopicReference name */
                name?: (string|null);

                /** TopicReference id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicReference. */
            type $Shape = sluice.wire.TopicReference.$Properties;
        }

        /**
         * Properties of a DeleteTopicsRequest.
         * @deprecated Use sluice.wire.DeleteTopicsRequest.$Properties instead.
         */
        interface IDeleteTopicsRequest extends sluice.wire.DeleteTopicsRequest.$Properties {
        }

        /** Represents a DeleteTopicsRequest. */
        class DeleteTopicsRequest {

            /**
             * Constructs a new DeleteTopicsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DeleteTopicsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteTopicsRequest topics. */
            topics: sluice.wire.TopicReference.$Properties[];

            /**
             * Creates a new DeleteTopicsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeleteTopicsRequest instance
             */
            static create(properties: sluice.wire.DeleteTopicsRequest.$Shape): sluice.wire.DeleteTopicsRequest & sluice.wire.DeleteTopicsRequest.$Shape;
            static create(properties?: sluice.wire.DeleteTopicsRequest.$Properties): sluice.wire.DeleteTopicsRequest;

            /**
             * Encodes the specified DeleteTopicsRequest message. Does not implicitly {@link sluice.wire.DeleteTopicsRequest.verify|verify} messages.
             * @param message DeleteTopicsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DeleteTopicsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteTopicsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteTopicsRequest & sluice.wire.DeleteTopicsRequest.$Shape} DeleteTopicsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DeleteTopicsRequest & sluice.wire.DeleteTopicsRequest.$Shape;
        }

        namespace DeleteTopicsRequest {

            /** Properties of a DeleteTopicsRequest. */
            interface $Properties {

                /** DeleteTopicsRequest topics */
                topics?: (sluice.wire.TopicReference.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteTopicsRequest. */
            type $Shape = sluice.wire.DeleteTopicsRequest.$Properties;
        }

        /**
         * Properties of a DeleteTopicsResponse.
         * @deprecated Use sluice.wire.DeleteTopicsResponse.$Properties instead.
         */
        interface IDeleteTopicsResponse extends sluice.wire.DeleteTopicsResponse.$Properties {
        }

        /** Represents a DeleteTopicsResponse. */
        class DeleteTopicsResponse {

            /**
             * Constructs a new DeleteTopicsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DeleteTopicsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteTopicsResponse topics. */
            topics: sluice.wire.TopicMetadata.$Properties[];

            /**
             * Creates a new DeleteTopicsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeleteTopicsResponse instance
             */
            static create(properties: sluice.wire.DeleteTopicsResponse.$Shape): sluice.wire.DeleteTopicsResponse & sluice.wire.DeleteTopicsResponse.$Shape;
            static create(properties?: sluice.wire.DeleteTopicsResponse.$Properties): sluice.wire.DeleteTopicsResponse;

            /**
             * Encodes the specified DeleteTopicsResponse message. Does not implicitly {@link sluice.wire.DeleteTopicsResponse.verify|verify} messages.
             * @param message DeleteTopicsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DeleteTopicsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteTopicsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteTopicsResponse & sluice.wire.DeleteTopicsResponse.$Shape} DeleteTopicsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DeleteTopicsResponse & sluice.wire.DeleteTopicsResponse.$Shape;
        }

        namespace DeleteTopicsResponse {

            /** Properties of a DeleteTopicsResponse. */
            interface $Properties {

                /** DeleteTopicsResponse topics */
                topics?: (sluice.wire.TopicMetadata.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteTopicsResponse. */
            type $Shape = sluice.wire.DeleteTopicsResponse.$Properties;
        }

        /**
         * Properties of a DescribeTopicsRequest.
         * @deprecated Use sluice.wire.DescribeTopicsRequest.$Properties instead.
         */
        interface IDescribeTopicsRequest extends sluice.wire.DescribeTopicsRequest.$Properties {
        }

        /** Represents a DescribeTopicsRequest. */
        class DescribeTopicsRequest {

            /**
             * Constructs a new DescribeTopicsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DescribeTopicsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DescribeTopicsRequest topics. */
            topics: sluice.wire.TopicReference.$Properties[];

            /** DescribeTopicsRequest all. */
            all: boolean;

            /**
             * Creates a new DescribeTopicsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DescribeTopicsRequest instance
             */
            static create(properties: sluice.wire.DescribeTopicsRequest.$Shape): sluice.wire.DescribeTopicsRequest & sluice.wire.DescribeTopicsRequest.$Shape;
            static create(properties?: sluice.wire.DescribeTopicsRequest.$Properties): sluice.wire.DescribeTopicsRequest;

            /**
             * Encodes the specified DescribeTopicsRequest message. Does not implicitly {@link sluice.wire.DescribeTopicsRequest.verify|verify} messages.
             * @param message DescribeTopicsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DescribeTopicsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DescribeTopicsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DescribeTopicsRequest & sluice.wire.DescribeTopicsRequest.$Shape} DescribeTopicsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DescribeTopicsRequest & sluice.wire.DescribeTopicsRequest.$Shape;
        }

        namespace DescribeTopicsRequest {

            /** Properties of a DescribeTopicsRequest. */
            interface $Properties {

                /** DescribeTopicsRequest topics */
                topics?: (sluice.wire.TopicReference.$Properties[]|null);

                /** DescribeTopicsRequest all */
                all?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DescribeTopicsRequest. */
            type $Shape = sluice.wire.DescribeTopicsRequest.$Properties;
        }

        /**
         * Properties of a DescribeTopicsResponse.
         * @deprecated Use sluice.wire.DescribeTopicsResponse.$Properties instead.
         */
        interface IDescribeTopicsResponse extends sluice.wire.DescribeTopicsResponse.$Properties {
        }

        /** Represents a DescribeTopicsResponse. */
        class DescribeTopicsResponse {

            /**
             * Constructs a new DescribeTopicsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DescribeTopicsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DescribeTopicsResponse topics. */
            topics: sluice.wire.TopicDescription.$Properties[];

            /**
             * Creates a new DescribeTopicsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DescribeTopicsResponse instance
             */
            static create(properties: sluice.wire.DescribeTopicsResponse.$Shape): sluice.wire.DescribeTopicsResponse & sluice.wire.DescribeTopicsResponse.$Shape;
            static create(properties?: sluice.wire.DescribeTopicsResponse.$Properties): sluice.wire.DescribeTopicsResponse;

            /**
             * Encodes the specified DescribeTopicsResponse message. Does not implicitly {@link sluice.wire.DescribeTopicsResponse.verify|verify} messages.
             * @param message DescribeTopicsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DescribeTopicsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DescribeTopicsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DescribeTopicsResponse & sluice.wire.DescribeTopicsResponse.$Shape} DescribeTopicsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DescribeTopicsResponse & sluice.wire.DescribeTopicsResponse.$Shape;
        }

        namespace DescribeTopicsResponse {

            /** Properties of a DescribeTopicsResponse. */
            interface $Properties {

                /** DescribeTopicsResponse topics */
                topics?: (sluice.wire.TopicDescription.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DescribeTopicsResponse. */
            type $Shape = sluice.wire.DescribeTopicsResponse.$Properties;
        }

        /**
         * Properties of a TopicDescription.
         * @deprecated Use sluice.wire.TopicDescription.$Properties instead.
         */
        interface ITopicDescription extends sluice.wire.TopicDescription.$Properties {
        }

        /** Represents a TopicDescription. */
        class TopicDescription {

            /**
             * Constructs a new TopicDescription.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.TopicDescription.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicDescription failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** TopicDescription name. */
            name: string;

            /** TopicDescription id. */
            id: Uint8Array;

            /** TopicDescription settings. */
            settings: sluice.wire.Setting.$Properties[];

            /** TopicDescription createdMs. */
            createdMs: number;

            /** TopicDescription partitions. */
            partitions: sluice.wire.PartitionDescription.$Properties[];

            /**
             * Creates a new TopicDescription instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicDescription instance
             */
            static create(properties: sluice.wire.TopicDescription.$Shape): sluice.wire.TopicDescription & sluice.wire.TopicDescription.$Shape;
            static create(properties?: sluice.wire.TopicDescription.$Properties): sluice.wire.TopicDescription;

            /**
             * Encodes the specified TopicDescription message. Does not implicitly {@link sluice.wire.TopicDescription.verify|verify} messages.
             * @param message TopicDescription message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.TopicDescription.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicDescription message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.TopicDescription & sluice.wire.TopicDescription.$Shape} TopicDescription
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.TopicDescription & sluice.wire.TopicDescription.$Shape;
        }

        namespace TopicDescription {

            /** Properties of a TopicDescription. */
            interface $Properties {

                /** TopicDescription failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** TopicDescription name */
                name?: (string|null);

                /** TopicDescription id */
                id?: (Uint8Array|null);

                /** TopicDescription settings */
                settings?: (sluice.wire.Setting.$Properties[]|null);

                /** TopicDescription createdMs */
                createdMs?: (number|null);

                /** TopicDescription partitions */
                partitions?: (sluice.wire.PartitionDescription.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicDescription. */
            type $Shape = sluice.wire.TopicDescription.$Properties;
        }

        /**
         * Properties of a PartitionDescription.
         * @deprecated Use sluice.wire.PartitionDescription.$Properties instead.
         */
        interface IPartitionDescription extends sluice.wire.PartitionDescription.$Properties {
        }

        /** Represents a PartitionDescription. */
        class PartitionDescription {

            /**
             * Constructs a new PartitionDescription.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.PartitionDescription.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PartitionDescription partition. */
            partition: number;

            /** PartitionDescription leaderEpoch. */
            leaderEpoch: number;

            /** PartitionDescription logStartOffset. */
            logStartOffset: number;

            /** PartitionDescription logEndOffset. */
            logEndOffset: number;

            /** PartitionDescription visibleOffset. */
            visibleOffset: number;

            /** PartitionDescription durableOffset. */
            durableOffset: number;

            /** PartitionDescription sizeBytes. */
            sizeBytes: number;

            /** PartitionDescription segments. */
            segments: number;

            /** PartitionDescription state. */
            state: string;

            /**
             * Creates a new PartitionDescription instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PartitionDescription instance
             */
            static create(properties: sluice.wire.PartitionDescription.$Shape): sluice.wire.PartitionDescription & sluice.wire.PartitionDescription.$Shape;
            static create(properties?: sluice.wire.PartitionDescription.$Properties): sluice.wire.PartitionDescription;

            /**
             * Encodes the specified PartitionDescription message. Does not implicitly {@link sluice.wire.PartitionDescription.verify|verify} messages.
             * @param message PartitionDescription message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.PartitionDescription.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PartitionDescription message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.PartitionDescription & sluice.wire.PartitionDescription.$Shape} PartitionDescription
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.PartitionDescription & sluice.wire.PartitionDescription.$Shape;
        }

        namespace PartitionDescription {

            /** Properties of a PartitionDescription. */
            interface $Properties {

                /** PartitionDescription partition */
                partition?: (number|null);

                /** PartitionDescription leaderEpoch */
                leaderEpoch?: (number|null);

                /** PartitionDescription logStartOffset */
                logStartOffset?: (number|null);

                /** PartitionDescription logEndOffset */
                logEndOffset?: (number|null);

                /** PartitionDescription visibleOffset */
                visibleOffset?: (number|null);

                /** PartitionDescription durableOffset */
                durableOffset?: (number|null);

                /** PartitionDescription sizeBytes */
                sizeBytes?: (number|null);

                /** PartitionDescription segments */
                segments?: (number|null);

                /** PartitionDescription state */
                state?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PartitionDescription. */
            type $Shape = sluice.wire.PartitionDescription.$Properties;
        }

        /**
         * Properties of an AlterTopicRequest.
         * @deprecated Use sluice.wire.AlterTopicRequest.$Properties instead.
         */
        interface IAlterTopicRequest extends sluice.wire.AlterTopicRequest.$Properties {
        }

        /** Represents an AlterTopicRequest. */
        class AlterTopicRequest {

            /**
             * Constructs a new AlterTopicRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.AlterTopicRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AlterTopicRequest topic. */
            topic?: (sluice.wire.TopicReference.$Properties|null);

            /** AlterTopicRequest set. */
            set: sluice.wire.Setting.$Properties[];

            /** AlterTopicRequest reset. */
            reset: string[];

            /** AlterTopicRequest partitions. */
            partitions: number;

            /**
             * Creates a new AlterTopicRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AlterTopicRequest instance
             */
            static create(properties: sluice.wire.AlterTopicRequest.$Shape): sluice.wire.AlterTopicRequest & sluice.wire.AlterTopicRequest.$Shape;
            static create(properties?: sluice.wire.AlterTopicRequest.$Properties): sluice.wire.AlterTopicRequest;

            /**
             * Encodes the specified AlterTopicRequest message. Does not implicitly {@link sluice.wire.AlterTopicRequest.verify|verify} messages.
             * @param message AlterTopicRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.AlterTopicRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AlterTopicRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.AlterTopicRequest & sluice.wire.AlterTopicRequest.$Shape} AlterTopicRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.AlterTopicRequest & sluice.wire.AlterTopicRequest.$Shape;
        }

        namespace AlterTopicRequest {

            /** Properties of an AlterTopicRequest. */
            interface $Properties {

                /** AlterTopicRequest topic */
                topic?: (sluice.wire.TopicReference.$Properties|null);

                /** AlterTopicRequest set */
                set?: (sluice.wire.Setting.$Properties[]|null);

                /** AlterTopicRequest reset */
                reset?: (string[]|null);

                /** AlterTopicRequest partitions */
                partitions?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AlterTopicRequest. */
            type $Shape = sluice.wire.AlterTopicRequest.$Properties;
        }

        /**
         * Properties of an AlterTopicResponse.
         * @deprecated Use sluice.wire.AlterTopicResponse.$Properties instead.
         */
        interface IAlterTopicResponse extends sluice.wire.AlterTopicResponse.$Properties {
        }

        /** Represents an AlterTopicResponse. */
        class AlterTopicResponse {

            /**
             * Constructs a new AlterTopicResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.AlterTopicResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AlterTopicResponse topic. */
            topic?: (sluice.wire.TopicDescription.$Properties|null);

            /**
             * Creates a new AlterTopicResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AlterTopicResponse instance
             */
            static create(properties: sluice.wire.AlterTopicResponse.$Shape): sluice.wire.AlterTopicResponse & sluice.wire.AlterTopicResponse.$Shape;
            static create(properties?: sluice.wire.AlterTopicResponse.$Properties): sluice.wire.AlterTopicResponse;

            /**
             * Encodes the specified AlterTopicResponse message. Does not implicitly {@link sluice.wire.AlterTopicResponse.verify|verify} messages.
             * @param message AlterTopicResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.AlterTopicResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AlterTopicResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.AlterTopicResponse & sluice.wire.AlterTopicResponse.$Shape} AlterTopicResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.AlterTopicResponse & sluice.wire.AlterTopicResponse.$Shape;
        }

        namespace AlterTopicResponse {

            /** Properties of an AlterTopicResponse. */
            interface $Properties {

                /** AlterTopicResponse topic */
                topic?: (sluice.wire.TopicDescription.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AlterTopicResponse. */
            type $Shape = sluice.wire.AlterTopicResponse.$Properties;
        }

        /**
         * Properties of a DeleteRecordsRequest.
         * @deprecated Use sluice.wire.DeleteRecordsRequest.$Properties instead.
         */
        interface IDeleteRecordsRequest extends sluice.wire.DeleteRecordsRequest.$Properties {
        }

        /** Represents a DeleteRecordsRequest. */
        class DeleteRecordsRequest {

            /**
             * Constructs a new DeleteRecordsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DeleteRecordsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteRecordsRequest topic. */
            topic?: (sluice.wire.TopicReference.$Properties|null);

            /** DeleteRecordsRequest partitions. */
            partitions: sluice.wire.RecordsBefore.$Properties[];

            /**
             * Creates a new DeleteRecordsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeleteRecordsRequest instance
             */
            static create(properties: sluice.wire.DeleteRecordsRequest.$Shape): sluice.wire.DeleteRecordsRequest & sluice.wire.DeleteRecordsRequest.$Shape;
            static create(properties?: sluice.wire.DeleteRecordsRequest.$Properties): sluice.wire.DeleteRecordsRequest;

            /**
             * Encodes the specified DeleteRecordsRequest message. Does not implicitly {@link sluice.wire.DeleteRecordsRequest.verify|verify} messages.
             * @param message DeleteRecordsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DeleteRecordsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteRecordsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteRecordsRequest & sluice.wire.DeleteRecordsRequest.$Shape} DeleteRecordsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DeleteRecordsRequest & sluice.wire.DeleteRecordsRequest.$Shape;
        }

        namespace DeleteRecordsRequest {

            /** Properties of a DeleteRecordsRequest. */
            interface $Properties {

                /** DeleteRecordsRequest topic */
                topic?: (sluice.wire.TopicReference.$Properties|null);

                /** DeleteRecordsRequest partitions */
                partitions?: (sluice.wire.RecordsBefore.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteRecordsRequest. */
            type $Shape = sluice.wire.DeleteRecordsRequest.$Properties;
        }

        /**
         * Properties of a RecordsBefore.
         * @deprecated Use sluice.wire.RecordsBefore.$Properties instead.
         */
        interface IRecordsBefore extends sluice.wire.RecordsBefore.$Properties {
        }

        /** Represents a RecordsBefore. */
        class RecordsBefore {

            /**
             * Constructs a new RecordsBefore.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.RecordsBefore.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** RecordsBefore partition. */
            partition: number;

            /** RecordsBefore beforeOffset. */
            beforeOffset: number;

            /**
             * Creates a new RecordsBefore instance using the specified properties.
             * @param [properties] Properties to set
             * @returns RecordsBefore instance
             */
            static create(properties: sluice.wire.RecordsBefore.$Shape): sluice.wire.RecordsBefore & sluice.wire.RecordsBefore.$Shape;
            static create(properties?: sluice.wire.RecordsBefore.$Properties): sluice.wire.RecordsBefore;

            /**
             * Encodes the specified RecordsBefore message. Does not implicitly {@link sluice.wire.RecordsBefore.verify|verify} messages.
             * @param message RecordsBefore message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.RecordsBefore.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a RecordsBefore message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.RecordsBefore & sluice.wire.RecordsBefore.$Shape} RecordsBefore
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.RecordsBefore & sluice.wire.RecordsBefore.$Shape;
        }

        namespace RecordsBefore {

            /** Properties of a RecordsBefore. */
            interface $Properties {

                /** RecordsBefore partition */
                partition?: (number|null);

                /** RecordsBefore beforeOffset */
                beforeOffset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a RecordsBefore. */
            type $Shape = sluice.wire.RecordsBefore.$Properties;
        }

        /**
         * Properties of a DeleteRecordsResponse.
         * @deprecated Use sluice.wire.DeleteRecordsResponse.$Properties instead.
         */
        interface IDeleteRecordsResponse extends sluice.wire.DeleteRecordsResponse.$Properties {
        }

        /** Represents a DeleteRecordsResponse. */
        class DeleteRecordsResponse {

            /**
             * Constructs a new DeleteRecordsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DeleteRecordsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeleteRecordsResponse partitions. */
            partitions: sluice.wire.DeletedRecords.$Properties[];

            /**
             * Creates a new DeleteRecordsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeleteRecordsResponse instance
             */
            static create(properties: sluice.wire.DeleteRecordsResponse.$Shape): sluice.wire.DeleteRecordsResponse & sluice.wire.DeleteRecordsResponse.$Shape;
            static create(properties?: sluice.wire.DeleteRecordsResponse.$Properties): sluice.wire.DeleteRecordsResponse;

            /**
             * Encodes the specified DeleteRecordsResponse message. Does not implicitly {@link sluice.wire.DeleteRecordsResponse.verify|verify} messages.
             * @param message DeleteRecordsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DeleteRecordsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeleteRecordsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DeleteRecordsResponse & sluice.wire.DeleteRecordsResponse.$Shape} DeleteRecordsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DeleteRecordsResponse & sluice.wire.DeleteRecordsResponse.$Shape;
        }

        namespace DeleteRecordsResponse {

            /** Properties of a DeleteRecordsResponse. */
            interface $Properties {

                /** DeleteRecordsResponse partitions */
                partitions?: (sluice.wire.DeletedRecords.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeleteRecordsResponse. */
            type $Shape = sluice.wire.DeleteRecordsResponse.$Properties;
        }

        /**
         * Properties of a DeletedRecords.
         * @deprecated Use sluice.wire.DeletedRecords.$Properties instead.
         */
        interface IDeletedRecords extends sluice.wire.DeletedRecords.$Properties {
        }

        /** Represents a DeletedRecords. */
        class DeletedRecords {

            /**
             * Constructs a new DeletedRecords.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.DeletedRecords.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeletedRecords failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** DeletedRecords partition. */
            partition: number;

            /** DeletedRecords logStartOffset. */
            logStartOffset: number;

            /**
             * Creates a new DeletedRecords instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeletedRecords instance
             */
            static create(properties: sluice.wire.DeletedRecords.$Shape): sluice.wire.DeletedRecords & sluice.wire.DeletedRecords.$Shape;
            static create(properties?: sluice.wire.DeletedRecords.$Properties): sluice.wire.DeletedRecords;

            /**
             * Encodes the specified DeletedRecords message. Does not implicitly {@link sluice.wire.DeletedRecords.verify|verify} messages.
             * @param message DeletedRecords message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.DeletedRecords.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeletedRecords message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.DeletedRecords & sluice.wire.DeletedRecords.$Shape} DeletedRecords
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.DeletedRecords & sluice.wire.DeletedRecords.$Shape;
        }

        namespace DeletedRecords {

            /** Properties of a DeletedRecords. */
            interface $Properties {

                /** DeletedRecords failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** DeletedRecords partition */
                partition?: (number|null);

                /** DeletedRecords logStartOffset */
                logStartOffset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeletedRecords. */
            type $Shape = sluice.wire.DeletedRecords.$Properties;
        }

        /**
         * Properties of an InitProducerIdRequest.
         * @deprecated Use sluice.wire.InitProducerIdRequest.$Properties instead.
         */
        interface IInitProducerIdRequest extends sluice.wire.InitProducerIdRequest.$Properties {
        }

        /** Represents an InitProducerIdRequest. */
        class InitProducerIdRequest {

            /**
             * Constructs a new InitProducerIdRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.InitProducerIdRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InitProducerIdRequest hasPrevious. */
            hasPrevious: boolean;

            /** InitProducerIdRequest producerId. */
            producerId: number;

            /** InitProducerIdRequest producerEpoch. */
            producerEpoch: number;

            /**
             * Creates a new InitProducerIdRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InitProducerIdRequest instance
             */
            static create(properties: sluice.wire.InitProducerIdRequest.$Shape): sluice.wire.InitProducerIdRequest & sluice.wire.InitProducerIdRequest.$Shape;
            static create(properties?: sluice.wire.InitProducerIdRequest.$Properties): sluice.wire.InitProducerIdRequest;

            /**
             * Encodes the specified InitProducerIdRequest message. Does not implicitly {@link sluice.wire.InitProducerIdRequest.verify|verify} messages.
             * @param message InitProducerIdRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.InitProducerIdRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InitProducerIdRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.InitProducerIdRequest & sluice.wire.InitProducerIdRequest.$Shape} InitProducerIdRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.InitProducerIdRequest & sluice.wire.InitProducerIdRequest.$Shape;
        }

        namespace InitProducerIdRequest {

            /** Properties of an InitProducerIdRequest. */
            interface $Properties {

                /** InitProducerIdRequest hasPrevious */
                hasPrevious?: (boolean|null);

                /** InitProducerIdRequest producerId */
                producerId?: (number|null);

                /** InitProducerIdRequest producerEpoch */
                producerEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InitProducerIdRequest. */
            type $Shape = sluice.wire.InitProducerIdRequest.$Properties;
        }

        /**
         * Properties of an InitProducerIdResponse.
         * @deprecated Use sluice.wire.InitProducerIdResponse.$Properties instead.
         */
        interface IInitProducerIdResponse extends sluice.wire.InitProducerIdResponse.$Properties {
        }

        /** Represents an InitProducerIdResponse. */
        class InitProducerIdResponse {

            /**
             * Constructs a new InitProducerIdResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.InitProducerIdResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** InitProducerIdResponse producerId. */
            producerId: number;

            /** InitProducerIdResponse producerEpoch. */
            producerEpoch: number;

            /**
             * Creates a new InitProducerIdResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns InitProducerIdResponse instance
             */
            static create(properties: sluice.wire.InitProducerIdResponse.$Shape): sluice.wire.InitProducerIdResponse & sluice.wire.InitProducerIdResponse.$Shape;
            static create(properties?: sluice.wire.InitProducerIdResponse.$Properties): sluice.wire.InitProducerIdResponse;

            /**
             * Encodes the specified InitProducerIdResponse message. Does not implicitly {@link sluice.wire.InitProducerIdResponse.verify|verify} messages.
             * @param message InitProducerIdResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.InitProducerIdResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an InitProducerIdResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.InitProducerIdResponse & sluice.wire.InitProducerIdResponse.$Shape} InitProducerIdResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.InitProducerIdResponse & sluice.wire.InitProducerIdResponse.$Shape;
        }

        namespace InitProducerIdResponse {

            /** Properties of an InitProducerIdResponse. */
            interface $Properties {

                /** InitProducerIdResponse producerId */
                producerId?: (number|null);

                /** InitProducerIdResponse producerEpoch */
                producerEpoch?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an InitProducerIdResponse. */
            type $Shape = sluice.wire.InitProducerIdResponse.$Properties;
        }

        /** Acks enum. */
        enum Acks {

            /** ALL value */
            ALL = 0,

            /** LEADER value */
            LEADER = 1,

            /** NONE value */
            NONE = 2
        }

        /**
         * Properties of a ProduceRequest.
         * @deprecated Use sluice.wire.ProduceRequest.$Properties instead.
         */
        interface IProduceRequest extends sluice.wire.ProduceRequest.$Properties {
        }

        /** Represents a ProduceRequest. */
        class ProduceRequest {

            /**
             * Constructs a new ProduceRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.ProduceRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProduceRequest acks. */
            acks: sluice.wire.Acks;

            /** ProduceRequest timeoutMs. */
            timeoutMs: number;

            /** ProduceRequest partitions. */
            partitions: sluice.wire.ProducePartition.$Properties[];

            /**
             * Creates a new ProduceRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProduceRequest instance
             */
            static create(properties: sluice.wire.ProduceRequest.$Shape): sluice.wire.ProduceRequest & sluice.wire.ProduceRequest.$Shape;
            static create(properties?: sluice.wire.ProduceRequest.$Properties): sluice.wire.ProduceRequest;

            /**
             * Encodes the specified ProduceRequest message. Does not implicitly {@link sluice.wire.ProduceRequest.verify|verify} messages.
             * @param message ProduceRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.ProduceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProduceRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.ProduceRequest & sluice.wire.ProduceRequest.$Shape} ProduceRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.ProduceRequest & sluice.wire.ProduceRequest.$Shape;
        }

        namespace ProduceRequest {

            /** Properties of a ProduceRequest. */
            interface $Properties {

                /** ProduceRequest acks */
                acks?: (sluice.wire.Acks|null);

                /** ProduceRequest timeoutMs */
                timeoutMs?: (number|null);

                /** ProduceRequest partitions */
                partitions?: (sluice.wire.ProducePartition.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProduceRequest. */
            type $Shape = sluice.wire.ProduceRequest.$Properties;
        }

        /**
         * Properties of a ProducePartition.
         * @deprecated Use sluice.wire.ProducePartition.$Properties instead.
         */
        interface IProducePartition extends sluice.wire.ProducePartition.$Properties {
        }

        /** Represents a ProducePartition. */
        class ProducePartition {

            /**
             * Constructs a new ProducePartition.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.ProducePartition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProducePartition topicId. */
            topicId: Uint8Array;

            /** ProducePartition partition. */
            partition: number;

            /** ProducePartition payloadBytes. */
            payloadBytes: number;

            /**
             * Creates a new ProducePartition instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProducePartition instance
             */
            static create(properties: sluice.wire.ProducePartition.$Shape): sluice.wire.ProducePartition & sluice.wire.ProducePartition.$Shape;
            static create(properties?: sluice.wire.ProducePartition.$Properties): sluice.wire.ProducePartition;

            /**
             * Encodes the specified ProducePartition message. Does not implicitly {@link sluice.wire.ProducePartition.verify|verify} messages.
             * @param message ProducePartition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.ProducePartition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProducePartition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.ProducePartition & sluice.wire.ProducePartition.$Shape} ProducePartition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.ProducePartition & sluice.wire.ProducePartition.$Shape;
        }

        namespace ProducePartition {

            /** Properties of a ProducePartition. */
            interface $Properties {

                /** ProducePartition topicId */
                topicId?: (Uint8Array|null);

                /** ProducePartition partition */
                partition?: (number|null);

                /** ProducePartition payloadBytes */
                payloadBytes?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProducePartition. */
            type $Shape = sluice.wire.ProducePartition.$Properties;
        }

        /**
         * Properties of a ProduceResponse.
         * @deprecated Use sluice.wire.ProduceResponse.$Properties instead.
         */
        interface IProduceResponse extends sluice.wire.ProduceResponse.$Properties {
        }

        /** Represents a ProduceResponse. */
        class ProduceResponse {

            /**
             * Constructs a new ProduceResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.ProduceResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProduceResponse results. */
            results: sluice.wire.ProduceResult.$Properties[];

            /**
             * Creates a new ProduceResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProduceResponse instance
             */
            static create(properties: sluice.wire.ProduceResponse.$Shape): sluice.wire.ProduceResponse & sluice.wire.ProduceResponse.$Shape;
            static create(properties?: sluice.wire.ProduceResponse.$Properties): sluice.wire.ProduceResponse;

            /**
             * Encodes the specified ProduceResponse message. Does not implicitly {@link sluice.wire.ProduceResponse.verify|verify} messages.
             * @param message ProduceResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.ProduceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProduceResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.ProduceResponse & sluice.wire.ProduceResponse.$Shape} ProduceResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.ProduceResponse & sluice.wire.ProduceResponse.$Shape;
        }

        namespace ProduceResponse {

            /** Properties of a ProduceResponse. */
            interface $Properties {

                /** ProduceResponse results */
                results?: (sluice.wire.ProduceResult.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProduceResponse. */
            type $Shape = sluice.wire.ProduceResponse.$Properties;
        }

        /**
         * Properties of a ProduceResult.
         * @deprecated Use sluice.wire.ProduceResult.$Properties instead.
         */
        interface IProduceResult extends sluice.wire.ProduceResult.$Properties {
        }

        /** Represents a ProduceResult. */
        class ProduceResult {

            /**
             * Constructs a new ProduceResult.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.ProduceResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProduceResult failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** ProduceResult partition. */
            partition: number;

            /** ProduceResult baseOffset. */
            baseOffset: number;

            /** ProduceResult appendedOffset. */
            appendedOffset: number;

            /** ProduceResult durableOffset. */
            durableOffset: number;

            /** ProduceResult appendTimeMs. */
            appendTimeMs: number;

            /** ProduceResult logStartOffset. */
            logStartOffset: number;

            /** ProduceResult duplicate. */
            duplicate: boolean;

            /**
             * Creates a new ProduceResult instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProduceResult instance
             */
            static create(properties: sluice.wire.ProduceResult.$Shape): sluice.wire.ProduceResult & sluice.wire.ProduceResult.$Shape;
            static create(properties?: sluice.wire.ProduceResult.$Properties): sluice.wire.ProduceResult;

            /**
             * Encodes the specified ProduceResult message. Does not implicitly {@link sluice.wire.ProduceResult.verify|verify} messages.
             * @param message ProduceResult message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.ProduceResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProduceResult message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.ProduceResult & sluice.wire.ProduceResult.$Shape} ProduceResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.ProduceResult & sluice.wire.ProduceResult.$Shape;
        }

        namespace ProduceResult {

            /** Properties of a ProduceResult. */
            interface $Properties {

                /** ProduceResult failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** ProduceResult partition */
                partition?: (number|null);

                /** ProduceResult baseOffset */
                baseOffset?: (number|null);

                /** ProduceResult appendedOffset */
                appendedOffset?: (number|null);

                /** ProduceResult durableOffset */
                durableOffset?: (number|null);

                /** ProduceResult appendTimeMs */
                appendTimeMs?: (number|null);

                /** ProduceResult logStartOffset */
                logStartOffset?: (number|null);

                /** ProduceResult duplicate */
                duplicate?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProduceResult. */
            type $Shape = sluice.wire.ProduceResult.$Properties;
        }

        /**
         * Properties of a FetchRequest.
         * @deprecated Use sluice.wire.FetchRequest.$Properties instead.
         */
        interface IFetchRequest extends sluice.wire.FetchRequest.$Properties {
        }

        /** Represents a FetchRequest. */
        class FetchRequest {

            /**
             * Constructs a new FetchRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.FetchRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchRequest maxWaitMs. */
            maxWaitMs: number;

            /** FetchRequest minBytes. */
            minBytes: number;

            /** FetchRequest maxBytes. */
            maxBytes: number;

            /** FetchRequest partitions. */
            partitions: sluice.wire.FetchPartition.$Properties[];

            /**
             * Creates a new FetchRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FetchRequest instance
             */
            static create(properties: sluice.wire.FetchRequest.$Shape): sluice.wire.FetchRequest & sluice.wire.FetchRequest.$Shape;
            static create(properties?: sluice.wire.FetchRequest.$Properties): sluice.wire.FetchRequest;

            /**
             * Encodes the specified FetchRequest message. Does not implicitly {@link sluice.wire.FetchRequest.verify|verify} messages.
             * @param message FetchRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.FetchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.FetchRequest & sluice.wire.FetchRequest.$Shape} FetchRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.FetchRequest & sluice.wire.FetchRequest.$Shape;
        }

        namespace FetchRequest {

            /** Properties of a FetchRequest. */
            interface $Properties {

                /** FetchRequest maxWaitMs */
                maxWaitMs?: (number|null);

                /** FetchRequest minBytes */
                minBytes?: (number|null);

                /** FetchRequest maxBytes */
                maxBytes?: (number|null);

                /** FetchRequest partitions */
                partitions?: (sluice.wire.FetchPartition.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchRequest. */
            type $Shape = sluice.wire.FetchRequest.$Properties;
        }

        /**
         * Properties of a FetchPartition.
         * @deprecated Use sluice.wire.FetchPartition.$Properties instead.
         */
        interface IFetchPartition extends sluice.wire.FetchPartition.$Properties {
        }

        /** Represents a FetchPartition. */
        class FetchPartition {

            /**
             * Constructs a new FetchPartition.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.FetchPartition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchPartition topicId. */
            topicId: Uint8Array;

            /** FetchPartition partition. */
            partition: number;

            /** FetchPartition offset. */
            offset: number;

            /** FetchPartition maxBytes. */
            maxBytes: number;

            /** FetchPartition lastEpoch. */
            lastEpoch: number;

            /** FetchPartition hasLastEpoch. */
            hasLastEpoch: boolean;

            /**
             * Creates a new FetchPartition instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FetchPartition instance
             */
            static create(properties: sluice.wire.FetchPartition.$Shape): sluice.wire.FetchPartition & sluice.wire.FetchPartition.$Shape;
            static create(properties?: sluice.wire.FetchPartition.$Properties): sluice.wire.FetchPartition;

            /**
             * Encodes the specified FetchPartition message. Does not implicitly {@link sluice.wire.FetchPartition.verify|verify} messages.
             * @param message FetchPartition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.FetchPartition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchPartition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.FetchPartition & sluice.wire.FetchPartition.$Shape} FetchPartition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.FetchPartition & sluice.wire.FetchPartition.$Shape;
        }

        namespace FetchPartition {

            /** Properties of a FetchPartition. */
            interface $Properties {

                /** FetchPartition topicId */
                topicId?: (Uint8Array|null);

                /** FetchPartition partition */
                partition?: (number|null);

                /** FetchPartition offset */
                offset?: (number|null);

                /** FetchPartition maxBytes */
                maxBytes?: (number|null);

                /** FetchPartition lastEpoch */
                lastEpoch?: (number|null);

                /** FetchPartition hasLastEpoch */
                hasLastEpoch?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchPartition. */
            type $Shape = sluice.wire.FetchPartition.$Properties;
        }

        /**
         * Properties of a FetchResponse.
         * @deprecated Use sluice.wire.FetchResponse.$Properties instead.
         */
        interface IFetchResponse extends sluice.wire.FetchResponse.$Properties {
        }

        /** Represents a FetchResponse. */
        class FetchResponse {

            /**
             * Constructs a new FetchResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.FetchResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchResponse results. */
            results: sluice.wire.FetchResult.$Properties[];

            /**
             * Creates a new FetchResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FetchResponse instance
             */
            static create(properties: sluice.wire.FetchResponse.$Shape): sluice.wire.FetchResponse & sluice.wire.FetchResponse.$Shape;
            static create(properties?: sluice.wire.FetchResponse.$Properties): sluice.wire.FetchResponse;

            /**
             * Encodes the specified FetchResponse message. Does not implicitly {@link sluice.wire.FetchResponse.verify|verify} messages.
             * @param message FetchResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.FetchResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.FetchResponse & sluice.wire.FetchResponse.$Shape} FetchResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.FetchResponse & sluice.wire.FetchResponse.$Shape;
        }

        namespace FetchResponse {

            /** Properties of a FetchResponse. */
            interface $Properties {

                /** FetchResponse results */
                results?: (sluice.wire.FetchResult.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchResponse. */
            type $Shape = sluice.wire.FetchResponse.$Properties;
        }

        /**
         * Properties of a FetchResult.
         * @deprecated Use sluice.wire.FetchResult.$Properties instead.
         */
        interface IFetchResult extends sluice.wire.FetchResult.$Properties {
        }

        /** Represents a FetchResult. */
        class FetchResult {

            /**
             * Constructs a new FetchResult.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.FetchResult.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FetchResult failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** FetchResult partition. */
            partition: number;

            /** FetchResult payloadBytes. */
            payloadBytes: number;

            /** FetchResult logStartOffset. */
            logStartOffset: number;

            /** FetchResult logEndOffset. */
            logEndOffset: number;

            /** FetchResult visibleOffset. */
            visibleOffset: number;

            /**
             * Creates a new FetchResult instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FetchResult instance
             */
            static create(properties: sluice.wire.FetchResult.$Shape): sluice.wire.FetchResult & sluice.wire.FetchResult.$Shape;
            static create(properties?: sluice.wire.FetchResult.$Properties): sluice.wire.FetchResult;

            /**
             * Encodes the specified FetchResult message. Does not implicitly {@link sluice.wire.FetchResult.verify|verify} messages.
             * @param message FetchResult message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.FetchResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FetchResult message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.FetchResult & sluice.wire.FetchResult.$Shape} FetchResult
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.FetchResult & sluice.wire.FetchResult.$Shape;
        }

        namespace FetchResult {

            /** Properties of a FetchResult. */
            interface $Properties {

                /** FetchResult failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** FetchResult partition */
                partition?: (number|null);

                /** FetchResult payloadBytes */
                payloadBytes?: (number|null);

                /** FetchResult logStartOffset */
                logStartOffset?: (number|null);

                /** FetchResult logEndOffset */
                logEndOffset?: (number|null);

                /** FetchResult visibleOffset */
                visibleOffset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FetchResult. */
            type $Shape = sluice.wire.FetchResult.$Properties;
        }

        /**
         * Properties of a ListOffsetsRequest.
         * @deprecated Use sluice.wire.ListOffsetsRequest.$Properties instead.
         */
        interface IListOffsetsRequest extends sluice.wire.ListOffsetsRequest.$Properties {
        }

        /** Represents a ListOffsetsRequest. */
        class ListOffsetsRequest {

            /**
             * Constructs a new ListOffsetsRequest.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.ListOffsetsRequest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListOffsetsRequest queries. */
            queries: sluice.wire.OffsetQuery.$Properties[];

            /**
             * Creates a new ListOffsetsRequest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListOffsetsRequest instance
             */
            static create(properties: sluice.wire.ListOffsetsRequest.$Shape): sluice.wire.ListOffsetsRequest & sluice.wire.ListOffsetsRequest.$Shape;
            static create(properties?: sluice.wire.ListOffsetsRequest.$Properties): sluice.wire.ListOffsetsRequest;

            /**
             * Encodes the specified ListOffsetsRequest message. Does not implicitly {@link sluice.wire.ListOffsetsRequest.verify|verify} messages.
             * @param message ListOffsetsRequest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.ListOffsetsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListOffsetsRequest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.ListOffsetsRequest & sluice.wire.ListOffsetsRequest.$Shape} ListOffsetsRequest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.ListOffsetsRequest & sluice.wire.ListOffsetsRequest.$Shape;
        }

        namespace ListOffsetsRequest {

            /** Properties of a ListOffsetsRequest. */
            interface $Properties {

                /** ListOffsetsRequest queries */
                queries?: (sluice.wire.OffsetQuery.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListOffsetsRequest. */
            type $Shape = sluice.wire.ListOffsetsRequest.$Properties;
        }

        /** OffsetKind enum. */
        enum OffsetKind {

            /** EARLIEST value */
            EARLIEST = 0,

            /** LATEST value */
            LATEST = 1,

            /** AT_TIME value */
            AT_TIME = 2
        }

        /**
         * Properties of an OffsetQuery.
         * @deprecated Use sluice.wire.OffsetQuery.$Properties instead.
         */
        interface IOffsetQuery extends sluice.wire.OffsetQuery.$Properties {
        }

        /** Represents an OffsetQuery. */
        class OffsetQuery {

            /**
             * Constructs a new OffsetQuery.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.OffsetQuery.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OffsetQuery topicId. */
            topicId: Uint8Array;

            /** OffsetQuery partition. */
            partition: number;

            /** OffsetQuery kind. */
            kind: sluice.wire.OffsetKind;

            /** OffsetQuery timestampMs. */
            timestampMs: number;

            /**
             * Creates a new OffsetQuery instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OffsetQuery instance
             */
            static create(properties: sluice.wire.OffsetQuery.$Shape): sluice.wire.OffsetQuery & sluice.wire.OffsetQuery.$Shape;
            static create(properties?: sluice.wire.OffsetQuery.$Properties): sluice.wire.OffsetQuery;

            /**
             * Encodes the specified OffsetQuery message. Does not implicitly {@link sluice.wire.OffsetQuery.verify|verify} messages.
             * @param message OffsetQuery message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.OffsetQuery.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OffsetQuery message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.OffsetQuery & sluice.wire.OffsetQuery.$Shape} OffsetQuery
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.OffsetQuery & sluice.wire.OffsetQuery.$Shape;
        }

        namespace OffsetQuery {

            /** Properties of an OffsetQuery. */
            interface $Properties {

                /** OffsetQuery topicId */
                topicId?: (Uint8Array|null);

                /** OffsetQuery partition */
                partition?: (number|null);

                /** OffsetQuery kind */
                kind?: (sluice.wire.OffsetKind|null);

                /** OffsetQuery timestampMs */
                timestampMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OffsetQuery. */
            type $Shape = sluice.wire.OffsetQuery.$Properties;
        }

        /**
         * Properties of a ListOffsetsResponse.
         * @deprecated Use sluice.wire.ListOffsetsResponse.$Properties instead.
         */
        interface IListOffsetsResponse extends sluice.wire.ListOffsetsResponse.$Properties {
        }

        /** Represents a ListOffsetsResponse. */
        class ListOffsetsResponse {

            /**
             * Constructs a new ListOffsetsResponse.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.ListOffsetsResponse.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ListOffsetsResponse answers. */
            answers: sluice.wire.OffsetAnswer.$Properties[];

            /**
             * Creates a new ListOffsetsResponse instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ListOffsetsResponse instance
             */
            static create(properties: sluice.wire.ListOffsetsResponse.$Shape): sluice.wire.ListOffsetsResponse & sluice.wire.ListOffsetsResponse.$Shape;
            static create(properties?: sluice.wire.ListOffsetsResponse.$Properties): sluice.wire.ListOffsetsResponse;

            /**
             * Encodes the specified ListOffsetsResponse message. Does not implicitly {@link sluice.wire.ListOffsetsResponse.verify|verify} messages.
             * @param message ListOffsetsResponse message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.ListOffsetsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ListOffsetsResponse message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.ListOffsetsResponse & sluice.wire.ListOffsetsResponse.$Shape} ListOffsetsResponse
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.ListOffsetsResponse & sluice.wire.ListOffsetsResponse.$Shape;
        }

        namespace ListOffsetsResponse {

            /** Properties of a ListOffsetsResponse. */
            interface $Properties {

                /** ListOffsetsResponse answers */
                answers?: (sluice.wire.OffsetAnswer.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ListOffsetsResponse. */
            type $Shape = sluice.wire.ListOffsetsResponse.$Properties;
        }

        /**
         * Properties of an OffsetAnswer.
         * @deprecated Use sluice.wire.OffsetAnswer.$Properties instead.
         */
        interface IOffsetAnswer extends sluice.wire.OffsetAnswer.$Properties {
        }

        /** Represents an OffsetAnswer. */
        class OffsetAnswer {

            /**
             * Constructs a new OffsetAnswer.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.wire.OffsetAnswer.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** OffsetAnswer failure. */
            failure?: (sluice.wire.Failure.$Properties|null);

            /** OffsetAnswer partition. */
            partition: number;

            /** OffsetAnswer offset. */
            offset: number;

            /** OffsetAnswer leaderEpoch. */
            leaderEpoch: number;

            /** OffsetAnswer found. */
            found: boolean;

            /**
             * Creates a new OffsetAnswer instance using the specified properties.
             * @param [properties] Properties to set
             * @returns OffsetAnswer instance
             */
            static create(properties: sluice.wire.OffsetAnswer.$Shape): sluice.wire.OffsetAnswer & sluice.wire.OffsetAnswer.$Shape;
            static create(properties?: sluice.wire.OffsetAnswer.$Properties): sluice.wire.OffsetAnswer;

            /**
             * Encodes the specified OffsetAnswer message. Does not implicitly {@link sluice.wire.OffsetAnswer.verify|verify} messages.
             * @param message OffsetAnswer message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.wire.OffsetAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an OffsetAnswer message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.wire.OffsetAnswer & sluice.wire.OffsetAnswer.$Shape} OffsetAnswer
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.wire.OffsetAnswer & sluice.wire.OffsetAnswer.$Shape;
        }

        namespace OffsetAnswer {

            /** Properties of an OffsetAnswer. */
            interface $Properties {

                /** OffsetAnswer failure */
                failure?: (sluice.wire.Failure.$Properties|null);

                /** OffsetAnswer partition */
                partition?: (number|null);

                /** OffsetAnswer offset */
                offset?: (number|null);

                /** OffsetAnswer leaderEpoch */
                leaderEpoch?: (number|null);

                /** OffsetAnswer found */
                found?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an OffsetAnswer. */
            type $Shape = sluice.wire.OffsetAnswer.$Properties;
        }
    }
}
