import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace sluice. */
export namespace sluice {

    /** Namespace storage. */
    namespace storage {

        /**
         * Properties of a MetadataRecord.
         * @deprecated Use sluice.storage.MetadataRecord.$Properties instead.
         */
        interface IMetadataRecord extends sluice.storage.MetadataRecord.$Properties {
        }

        /** Represents a MetadataRecord. */
        class MetadataRecord {

            /**
             * Constructs a new MetadataRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.MetadataRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MetadataRecord snapshotBegin. */
            snapshotBegin?: (sluice.storage.SnapshotMark.$Properties|null);

            /** MetadataRecord snapshotEnd. */
            snapshotEnd?: (sluice.storage.SnapshotMark.$Properties|null);

            /** MetadataRecord brokerBooted. */
            brokerBooted?: (sluice.storage.BrokerBooted.$Properties|null);

            /** MetadataRecord topic. */
            topic?: (sluice.storage.TopicState.$Properties|null);

            /** MetadataRecord topicDeleted. */
            topicDeleted?: (sluice.storage.TopicDeleted.$Properties|null);

            /** MetadataRecord topicGone. */
            topicGone?: (sluice.storage.TopicGone.$Properties|null);

            /** MetadataRecord logStart. */
            logStart?: (sluice.storage.LogStart.$Properties|null);

            /** MetadataRecord epochStart. */
            epochStart?: (sluice.storage.EpochStart.$Properties|null);

            /** MetadataRecord segmentSealed. */
            segmentSealed?: (sluice.storage.SegmentSealed.$Properties|null);

            /** MetadataRecord segmentDropped. */
            segmentDropped?: (sluice.storage.SegmentDropped.$Properties|null);

            /** MetadataRecord producerIds. */
            producerIds?: (sluice.storage.ProducerIdRange.$Properties|null);

            /** MetadataRecord change. */
            change?: ("snapshotBegin"|"snapshotEnd"|"brokerBooted"|"topic"|"topicDeleted"|"topicGone"|"logStart"|"epochStart"|"segmentSealed"|"segmentDropped"|"producerIds");

            /**
             * Creates a new MetadataRecord instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MetadataRecord instance
             */
            static create(properties: sluice.storage.MetadataRecord.$Shape): sluice.storage.MetadataRecord & sluice.storage.MetadataRecord.$Shape;
            static create(properties?: sluice.storage.MetadataRecord.$Properties): sluice.storage.MetadataRecord;

            /**
             * Encodes the specified MetadataRecord message. Does not implicitly {@link sluice.storage.MetadataRecord.verify|verify} messages.
             * @param message MetadataRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.MetadataRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MetadataRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.MetadataRecord & sluice.storage.MetadataRecord.$Shape} MetadataRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.MetadataRecord & sluice.storage.MetadataRecord.$Shape;
        }

        namespace MetadataRecord {

            /** Properties of a MetadataRecord. */
            interface $Properties {

                /** MetadataRecord snapshotBegin */
                snapshotBegin?: (sluice.storage.SnapshotMark.$Properties|null);

                /** MetadataRecord snapshotEnd */
                snapshotEnd?: (sluice.storage.SnapshotMark.$Properties|null);

                /** MetadataRecord brokerBooted */
                brokerBooted?: (sluice.storage.BrokerBooted.$Properties|null);

                /** MetadataRecord topic */
                topic?: (sluice.storage.TopicState.$Properties|null);

                /** MetadataRecord topicDeleted */
                topicDeleted?: (sluice.storage.TopicDeleted.$Properties|null);

                /** MetadataRecord topicGone */
                topicGone?: (sluice.storage.TopicGone.$Properties|null);

                /** MetadataRecord logStart */
                logStart?: (sluice.storage.LogStart.$Properties|null);

                /** MetadataRecord epochStart */
                epochStart?: (sluice.storage.EpochStart.$Properties|null);

                /** MetadataRecord segmentSealed */
                segmentSealed?: (sluice.storage.SegmentSealed.$Properties|null);

                /** MetadataRecord segmentDropped */
                segmentDropped?: (sluice.storage.SegmentDropped.$Properties|null);

                /** MetadataRecord producerIds */
                producerIds?: (sluice.storage.ProducerIdRange.$Properties|null);

                /** MetadataRecord change */
                change?: ("snapshotBegin"|"snapshotEnd"|"brokerBooted"|"topic"|"topicDeleted"|"topicGone"|"logStart"|"epochStart"|"segmentSealed"|"segmentDropped"|"producerIds");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of a MetadataRecord. */
            type $Shape = {
              snapshotBegin?: sluice.storage.SnapshotMark.$Shape|null;
              snapshotEnd?: sluice.storage.SnapshotMark.$Shape|null;
              brokerBooted?: sluice.storage.BrokerBooted.$Shape|null;
              topic?: sluice.storage.TopicState.$Shape|null;
              topicDeleted?: sluice.storage.TopicDeleted.$Shape|null;
              topicGone?: sluice.storage.TopicGone.$Shape|null;
              logStart?: sluice.storage.LogStart.$Shape|null;
              epochStart?: sluice.storage.EpochStart.$Shape|null;
              segmentSealed?: sluice.storage.SegmentSealed.$Shape|null;
              segmentDropped?: sluice.storage.SegmentDropped.$Shape|null;
              producerIds?: sluice.storage.ProducerIdRange.$Shape|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ change?: undefined; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "snapshotBegin"; snapshotBegin: sluice.storage.SnapshotMark.$Shape; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "snapshotEnd"; snapshotBegin?: null; snapshotEnd: sluice.storage.SnapshotMark.$Shape; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "brokerBooted"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted: sluice.storage.BrokerBooted.$Shape; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "topic"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic: sluice.storage.TopicState.$Shape; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "topicDeleted"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted: sluice.storage.TopicDeleted.$Shape; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "topicGone"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone: sluice.storage.TopicGone.$Shape; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "logStart"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart: sluice.storage.LogStart.$Shape; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "epochStart"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart: sluice.storage.EpochStart.$Shape; segmentSealed?: null; segmentDropped?: null; producerIds?: null }|{ change?: "segmentSealed"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed: sluice.storage.SegmentSealed.$Shape; segmentDropped?: null; producerIds?: null }|{ change?: "segmentDropped"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped: sluice.storage.SegmentDropped.$Shape; producerIds?: null }|{ change?: "producerIds"; snapshotBegin?: null; snapshotEnd?: null; brokerBooted?: null; topic?: null; topicDeleted?: null; topicGone?: null; logStart?: null; epochStart?: null; segmentSealed?: null; segmentDropped?: null; producerIds: sluice.storage.ProducerIdRange.$Shape })
            );
        }

        /**
         * Properties of a SnapshotMark.
         * @deprecated Use sluice.storage.SnapshotMark.$Properties instead.
         */
        interface ISnapshotMark extends sluice.storage.SnapshotMark.$Properties {
        }

        /** Represents a SnapshotMark. */
        class SnapshotMark {

            /**
             * Constructs a new SnapshotMark.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.SnapshotMark.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SnapshotMark writtenMs. */
            writtenMs: number;

            /**
             * Creates a new SnapshotMark instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SnapshotMark instance
             */
            static create(properties: sluice.storage.SnapshotMark.$Shape): sluice.storage.SnapshotMark & sluice.storage.SnapshotMark.$Shape;
            static create(properties?: sluice.storage.SnapshotMark.$Properties): sluice.storage.SnapshotMark;

            /**
             * Encodes the specified SnapshotMark message. Does not implicitly {@link sluice.storage.SnapshotMark.verify|verify} messages.
             * @param message SnapshotMark message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.SnapshotMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SnapshotMark message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.SnapshotMark & sluice.storage.SnapshotMark.$Shape} SnapshotMark
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.SnapshotMark & sluice.storage.SnapshotMark.$Shape;
        }

        namespace SnapshotMark {

            /** Properties of a SnapshotMark. */
            interface $Properties {

                /** SnapshotMark writtenMs */
                writtenMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SnapshotMark. */
            type $Shape = sluice.storage.SnapshotMark.$Properties;
        }

        /**
         * Properties of a BrokerBooted.
         * @deprecated Use sluice.storage.BrokerBooted.$Properties instead.
         */
        interface IBrokerBooted extends sluice.storage.BrokerBooted.$Properties {
        }

        /** Represents a BrokerBooted. */
        class BrokerBooted {

            /**
             * Constructs a new BrokerBooted.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.BrokerBooted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BrokerBooted bootEpoch. */
            bootEpoch: number;

            /** BrokerBooted clusterId. */
            clusterId: string;

            /** BrokerBooted bootedMs. */
            bootedMs: number;

            /**
             * Creates a new BrokerBooted instance using the specified properties.
             * @param [properties] Properties to set
             * @returns BrokerBooted instance
             */
            static create(properties: sluice.storage.BrokerBooted.$Shape): sluice.storage.BrokerBooted & sluice.storage.BrokerBooted.$Shape;
            static create(properties?: sluice.storage.BrokerBooted.$Properties): sluice.storage.BrokerBooted;

            /**
             * Encodes the specified BrokerBooted message. Does not implicitly {@link sluice.storage.BrokerBooted.verify|verify} messages.
             * @param message BrokerBooted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.BrokerBooted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BrokerBooted message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.BrokerBooted & sluice.storage.BrokerBooted.$Shape} BrokerBooted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.BrokerBooted & sluice.storage.BrokerBooted.$Shape;
        }

        namespace BrokerBooted {

            /** Properties of a BrokerBooted. */
            interface $Properties {

                /** BrokerBooted bootEpoch */
                bootEpoch?: (number|null);

                /** BrokerBooted clusterId */
                clusterId?: (string|null);

                /** BrokerBooted bootedMs */
                bootedMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BrokerBooted. */
            type $Shape = sluice.storage.BrokerBooted.$Properties;
        }

        /**
         * Properties of a TopicState.
         * @deprecated Use sluice.storage.TopicState.$Properties instead.
         */
        interface ITopicState extends sluice.storage.TopicState.$Properties {
        }

        /** Represents a TopicState. */
        class TopicState {

            /**
             * Constructs a new TopicState.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.TopicState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicState id. */
            id: Uint8Array;

            /** TopicState name. */
            name: string;

            /** TopicState partitions. */
            partitions: number;

            /** TopicState settings. */
            settings: sluice.storage.TopicSetting.$Properties[];

            /** TopicState createdMs. */
            createdMs: number;

            /**
             * Creates a new TopicState instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicState instance
             */
            static create(properties: sluice.storage.TopicState.$Shape): sluice.storage.TopicState & sluice.storage.TopicState.$Shape;
            static create(properties?: sluice.storage.TopicState.$Properties): sluice.storage.TopicState;

            /**
             * Encodes the specified TopicState message. Does not implicitly {@link sluice.storage.TopicState.verify|verify} messages.
             * @param message TopicState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.TopicState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.TopicState & sluice.storage.TopicState.$Shape} TopicState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.TopicState & sluice.storage.TopicState.$Shape;
        }

        namespace TopicState {

            /** Properties of a TopicState. */
            interface $Properties {

                /** TopicState id */
                id?: (Uint8Array|null);

                /** TopicState name */
                name?: (string|null);

                /** TopicState partitions */
                partitions?: (number|null);

                /** TopicState settings */
                settings?: (sluice.storage.TopicSetting.$Properties[]|null);

                /** TopicState createdMs */
                createdMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicState. */
            type $Shape = sluice.storage.TopicState.$Properties;
        }

        /**
         * Properties of a TopicSetting.
         * @deprecated Use sluice.storage.TopicSetting.$Properties instead.
         */
        interface ITopicSetting extends sluice.storage.TopicSetting.$Properties {
        }

        /** Represents a TopicSetting. */
        class TopicSetting {

            /**
             * Constructs a new TopicSetting.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.TopicSetting.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicSetting key. */
            key: string;

            /** TopicSetting value. */
            value: string;

            /**
             * Creates a new TopicSetting instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicSetting instance
             */
            static create(properties: sluice.storage.TopicSetting.$Shape): sluice.storage.TopicSetting & sluice.storage.TopicSetting.$Shape;
            static create(properties?: sluice.storage.TopicSetting.$Properties): sluice.storage.TopicSetting;

            /**
             * Encodes the specified TopicSetting message. Does not implicitly {@link sluice.storage.TopicSetting.verify|verify} messages.
             * @param message TopicSetting message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.TopicSetting.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicSetting message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.TopicSetting & sluice.storage.TopicSetting.$Shape} TopicSetting
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.TopicSetting & sluice.storage.TopicSetting.$Shape;
        }

        namespace TopicSetting {

            /** Properties of a TopicSetting. */
            interface $Properties {

                /** TopicSetting key */
                key?: (string|null);

                /** TopicSetting value */
                value?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicSetting. */
            type $Shape = sluice.storage.TopicSetting.$Properties;
        }

        /**
         * Properties of a TopicDeleted.
         * @deprecated Use sluice.storage.TopicDeleted.$Properties instead.
         */
        interface ITopicDeleted extends sluice.storage.TopicDeleted.$Properties {
        }

        /** Represents a TopicDeleted. */
        class TopicDeleted {

            /**
             * Constructs a new TopicDeleted.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.TopicDeleted.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicDeleted id. */
            id: Uint8Array;

            /**
             * Creates a new TopicDeleted instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicDeleted instance
             */
            static create(properties: sluice.storage.TopicDeleted.$Shape): sluice.storage.TopicDeleted & sluice.storage.TopicDeleted.$Shape;
            static create(properties?: sluice.storage.TopicDeleted.$Properties): sluice.storage.TopicDeleted;

            /**
             * Encodes the specified TopicDeleted message. Does not implicitly {@link sluice.storage.TopicDeleted.verify|verify} messages.
             * @param message TopicDeleted message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.TopicDeleted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicDeleted message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.TopicDeleted & sluice.storage.TopicDeleted.$Shape} TopicDeleted
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.TopicDeleted & sluice.storage.TopicDeleted.$Shape;
        }

        namespace TopicDeleted {

            /** Properties of a TopicDeleted. */
            interface $Properties {

                /** TopicDeleted id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicDeleted. */
            type $Shape = sluice.storage.TopicDeleted.$Properties;
        }

        /**
         * Properties of a TopicGone.
         * @deprecated Use sluice.storage.TopicGone.$Properties instead.
         */
        interface ITopicGone extends sluice.storage.TopicGone.$Properties {
        }

        /** Represents a TopicGone. */
        class TopicGone {

            /**
             * Constructs a new TopicGone.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.TopicGone.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TopicGone id. */
            id: Uint8Array;

            /**
             * Creates a new TopicGone instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TopicGone instance
             */
            static create(properties: sluice.storage.TopicGone.$Shape): sluice.storage.TopicGone & sluice.storage.TopicGone.$Shape;
            static create(properties?: sluice.storage.TopicGone.$Properties): sluice.storage.TopicGone;

            /**
             * Encodes the specified TopicGone message. Does not implicitly {@link sluice.storage.TopicGone.verify|verify} messages.
             * @param message TopicGone message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.TopicGone.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TopicGone message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.TopicGone & sluice.storage.TopicGone.$Shape} TopicGone
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.TopicGone & sluice.storage.TopicGone.$Shape;
        }

        namespace TopicGone {

            /** Properties of a TopicGone. */
            interface $Properties {

                /** TopicGone id */
                id?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TopicGone. */
            type $Shape = sluice.storage.TopicGone.$Properties;
        }

        /**
         * Properties of a LogStart.
         * @deprecated Use sluice.storage.LogStart.$Properties instead.
         */
        interface ILogStart extends sluice.storage.LogStart.$Properties {
        }

        /** Represents a LogStart. */
        class LogStart {

            /**
             * Constructs a new LogStart.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.LogStart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogStart topicId. */
            topicId: Uint8Array;

            /** LogStart partition. */
            partition: number;

            /** LogStart offset. */
            offset: number;

            /**
             * Creates a new LogStart instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogStart instance
             */
            static create(properties: sluice.storage.LogStart.$Shape): sluice.storage.LogStart & sluice.storage.LogStart.$Shape;
            static create(properties?: sluice.storage.LogStart.$Properties): sluice.storage.LogStart;

            /**
             * Encodes the specified LogStart message. Does not implicitly {@link sluice.storage.LogStart.verify|verify} messages.
             * @param message LogStart message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.LogStart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogStart message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.LogStart & sluice.storage.LogStart.$Shape} LogStart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.LogStart & sluice.storage.LogStart.$Shape;
        }

        namespace LogStart {

            /** Properties of a LogStart. */
            interface $Properties {

                /** LogStart topicId */
                topicId?: (Uint8Array|null);

                /** LogStart partition */
                partition?: (number|null);

                /** LogStart offset */
                offset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogStart. */
            type $Shape = sluice.storage.LogStart.$Properties;
        }

        /**
         * Properties of an EpochStart.
         * @deprecated Use sluice.storage.EpochStart.$Properties instead.
         */
        interface IEpochStart extends sluice.storage.EpochStart.$Properties {
        }

        /** Represents an EpochStart. */
        class EpochStart {

            /**
             * Constructs a new EpochStart.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.EpochStart.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EpochStart topicId. */
            topicId: Uint8Array;

            /** EpochStart partition. */
            partition: number;

            /** EpochStart epoch. */
            epoch: number;

            /** EpochStart offset. */
            offset: number;

            /**
             * Creates a new EpochStart instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EpochStart instance
             */
            static create(properties: sluice.storage.EpochStart.$Shape): sluice.storage.EpochStart & sluice.storage.EpochStart.$Shape;
            static create(properties?: sluice.storage.EpochStart.$Properties): sluice.storage.EpochStart;

            /**
             * Encodes the specified EpochStart message. Does not implicitly {@link sluice.storage.EpochStart.verify|verify} messages.
             * @param message EpochStart message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.EpochStart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EpochStart message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.EpochStart & sluice.storage.EpochStart.$Shape} EpochStart
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.EpochStart & sluice.storage.EpochStart.$Shape;
        }

        namespace EpochStart {

            /** Properties of an EpochStart. */
            interface $Properties {

                /** EpochStart topicId */
                topicId?: (Uint8Array|null);

                /** EpochStart partition */
                partition?: (number|null);

                /** EpochStart epoch */
                epoch?: (number|null);

                /** EpochStart offset */
                offset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EpochStart. */
            type $Shape = sluice.storage.EpochStart.$Properties;
        }

        /**
         * Properties of a SegmentSealed.
         * @deprecated Use sluice.storage.SegmentSealed.$Properties instead.
         */
        interface ISegmentSealed extends sluice.storage.SegmentSealed.$Properties {
        }

        /** Represents a SegmentSealed. */
        class SegmentSealed {

            /**
             * Constructs a new SegmentSealed.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.SegmentSealed.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SegmentSealed topicId. */
            topicId: Uint8Array;

            /** SegmentSealed partition. */
            partition: number;

            /** SegmentSealed baseOffset. */
            baseOffset: number;

            /** SegmentSealed generation. */
            generation: number;

            /** SegmentSealed endOffset. */
            endOffset: number;

            /** SegmentSealed sizeBytes. */
            sizeBytes: number;

            /** SegmentSealed firstAppendMs. */
            firstAppendMs: number;

            /** SegmentSealed lastAppendMs. */
            lastAppendMs: number;

            /** SegmentSealed headersCrc. */
            headersCrc: number;

            /** SegmentSealed maxTimestampMs. */
            maxTimestampMs: number;

            /**
             * Creates a new SegmentSealed instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SegmentSealed instance
             */
            static create(properties: sluice.storage.SegmentSealed.$Shape): sluice.storage.SegmentSealed & sluice.storage.SegmentSealed.$Shape;
            static create(properties?: sluice.storage.SegmentSealed.$Properties): sluice.storage.SegmentSealed;

            /**
             * Encodes the specified SegmentSealed message. Does not implicitly {@link sluice.storage.SegmentSealed.verify|verify} messages.
             * @param message SegmentSealed message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.SegmentSealed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SegmentSealed message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.SegmentSealed & sluice.storage.SegmentSealed.$Shape} SegmentSealed
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.SegmentSealed & sluice.storage.SegmentSealed.$Shape;
        }

        namespace SegmentSealed {

            /** Properties of a SegmentSealed. */
            interface $Properties {

                /** SegmentSealed topicId */
                topicId?: (Uint8Array|null);

                /** SegmentSealed partition */
                partition?: (number|null);

                /** SegmentSealed baseOffset */
                baseOffset?: (number|null);

                /** SegmentSealed generation */
                generation?: (number|null);

                /** SegmentSealed endOffset */
                endOffset?: (number|null);

                /** SegmentSealed sizeBytes */
                sizeBytes?: (number|null);

                /** SegmentSealed firstAppendMs */
                firstAppendMs?: (number|null);

                /** SegmentSealed lastAppendMs */
                lastAppendMs?: (number|null);

                /** SegmentSealed headersCrc */
                headersCrc?: (number|null);

                /** SegmentSealed maxTimestampMs */
                maxTimestampMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SegmentSealed. */
            type $Shape = sluice.storage.SegmentSealed.$Properties;
        }

        /**
         * Properties of a SegmentDropped.
         * @deprecated Use sluice.storage.SegmentDropped.$Properties instead.
         */
        interface ISegmentDropped extends sluice.storage.SegmentDropped.$Properties {
        }

        /** Represents a SegmentDropped. */
        class SegmentDropped {

            /**
             * Constructs a new SegmentDropped.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.SegmentDropped.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SegmentDropped topicId. */
            topicId: Uint8Array;

            /** SegmentDropped partition. */
            partition: number;

            /** SegmentDropped baseOffset. */
            baseOffset: number;

            /** SegmentDropped generation. */
            generation: number;

            /**
             * Creates a new SegmentDropped instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SegmentDropped instance
             */
            static create(properties: sluice.storage.SegmentDropped.$Shape): sluice.storage.SegmentDropped & sluice.storage.SegmentDropped.$Shape;
            static create(properties?: sluice.storage.SegmentDropped.$Properties): sluice.storage.SegmentDropped;

            /**
             * Encodes the specified SegmentDropped message. Does not implicitly {@link sluice.storage.SegmentDropped.verify|verify} messages.
             * @param message SegmentDropped message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.SegmentDropped.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SegmentDropped message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.SegmentDropped & sluice.storage.SegmentDropped.$Shape} SegmentDropped
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.SegmentDropped & sluice.storage.SegmentDropped.$Shape;
        }

        namespace SegmentDropped {

            /** Properties of a SegmentDropped. */
            interface $Properties {

                /** SegmentDropped topicId */
                topicId?: (Uint8Array|null);

                /** SegmentDropped partition */
                partition?: (number|null);

                /** SegmentDropped baseOffset */
                baseOffset?: (number|null);

                /** SegmentDropped generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SegmentDropped. */
            type $Shape = sluice.storage.SegmentDropped.$Properties;
        }

        /**
         * Properties of a ProducerIdRange.
         * @deprecated Use sluice.storage.ProducerIdRange.$Properties instead.
         */
        interface IProducerIdRange extends sluice.storage.ProducerIdRange.$Properties {
        }

        /** Represents a ProducerIdRange. */
        class ProducerIdRange {

            /**
             * Constructs a new ProducerIdRange.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.ProducerIdRange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProducerIdRange next. */
            next: number;

            /**
             * Creates a new ProducerIdRange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProducerIdRange instance
             */
            static create(properties: sluice.storage.ProducerIdRange.$Shape): sluice.storage.ProducerIdRange & sluice.storage.ProducerIdRange.$Shape;
            static create(properties?: sluice.storage.ProducerIdRange.$Properties): sluice.storage.ProducerIdRange;

            /**
             * Encodes the specified ProducerIdRange message. Does not implicitly {@link sluice.storage.ProducerIdRange.verify|verify} messages.
             * @param message ProducerIdRange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.ProducerIdRange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProducerIdRange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerIdRange & sluice.storage.ProducerIdRange.$Shape} ProducerIdRange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.ProducerIdRange & sluice.storage.ProducerIdRange.$Shape;
        }

        namespace ProducerIdRange {

            /** Properties of a ProducerIdRange. */
            interface $Properties {

                /** ProducerIdRange next */
                next?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProducerIdRange. */
            type $Shape = sluice.storage.ProducerIdRange.$Properties;
        }

        /**
         * Properties of an IndexEntry.
         * @deprecated Use sluice.storage.IndexEntry.$Properties instead.
         */
        interface IIndexEntry extends sluice.storage.IndexEntry.$Properties {
        }

        /** Represents an IndexEntry. */
        class IndexEntry {

            /**
             * Constructs a new IndexEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.IndexEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IndexEntry position. */
            position: number;

            /** IndexEntry appendMs. */
            appendMs: number;

            /** IndexEntry maxTimestampMs. */
            maxTimestampMs: number;

            /**
             * Creates a new IndexEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IndexEntry instance
             */
            static create(properties: sluice.storage.IndexEntry.$Shape): sluice.storage.IndexEntry & sluice.storage.IndexEntry.$Shape;
            static create(properties?: sluice.storage.IndexEntry.$Properties): sluice.storage.IndexEntry;

            /**
             * Encodes the specified IndexEntry message. Does not implicitly {@link sluice.storage.IndexEntry.verify|verify} messages.
             * @param message IndexEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.IndexEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IndexEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.IndexEntry & sluice.storage.IndexEntry.$Shape} IndexEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.IndexEntry & sluice.storage.IndexEntry.$Shape;
        }

        namespace IndexEntry {

            /** Properties of an IndexEntry. */
            interface $Properties {

                /** IndexEntry position */
                position?: (number|null);

                /** IndexEntry appendMs */
                appendMs?: (number|null);

                /** IndexEntry maxTimestampMs */
                maxTimestampMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IndexEntry. */
            type $Shape = sluice.storage.IndexEntry.$Properties;
        }

        /**
         * Properties of an IndexCover.
         * @deprecated Use sluice.storage.IndexCover.$Properties instead.
         */
        interface IIndexCover extends sluice.storage.IndexCover.$Properties {
        }

        /** Represents an IndexCover. */
        class IndexCover {

            /**
             * Constructs a new IndexCover.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.IndexCover.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** IndexCover offset. */
            offset: number;

            /** IndexCover maxTimestampMs. */
            maxTimestampMs: number;

            /**
             * Creates a new IndexCover instance using the specified properties.
             * @param [properties] Properties to set
             * @returns IndexCover instance
             */
            static create(properties: sluice.storage.IndexCover.$Shape): sluice.storage.IndexCover & sluice.storage.IndexCover.$Shape;
            static create(properties?: sluice.storage.IndexCover.$Properties): sluice.storage.IndexCover;

            /**
             * Encodes the specified IndexCover message. Does not implicitly {@link sluice.storage.IndexCover.verify|verify} messages.
             * @param message IndexCover message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.IndexCover.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an IndexCover message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.IndexCover & sluice.storage.IndexCover.$Shape} IndexCover
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.IndexCover & sluice.storage.IndexCover.$Shape;
        }

        namespace IndexCover {

            /** Properties of an IndexCover. */
            interface $Properties {

                /** IndexCover offset */
                offset?: (number|null);

                /** IndexCover maxTimestampMs */
                maxTimestampMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an IndexCover. */
            type $Shape = sluice.storage.IndexCover.$Properties;
        }

        /**
         * Properties of a ProducerSnapshot.
         * @deprecated Use sluice.storage.ProducerSnapshot.$Properties instead.
         */
        interface IProducerSnapshot extends sluice.storage.ProducerSnapshot.$Properties {
        }

        /** Represents a ProducerSnapshot. */
        class ProducerSnapshot {

            /**
             * Constructs a new ProducerSnapshot.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.ProducerSnapshot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProducerSnapshot coversOffset. */
            coversOffset: number;

            /** ProducerSnapshot producers. */
            producers: sluice.storage.ProducerEntry.$Properties[];

            /**
             * Creates a new ProducerSnapshot instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProducerSnapshot instance
             */
            static create(properties: sluice.storage.ProducerSnapshot.$Shape): sluice.storage.ProducerSnapshot & sluice.storage.ProducerSnapshot.$Shape;
            static create(properties?: sluice.storage.ProducerSnapshot.$Properties): sluice.storage.ProducerSnapshot;

            /**
             * Encodes the specified ProducerSnapshot message. Does not implicitly {@link sluice.storage.ProducerSnapshot.verify|verify} messages.
             * @param message ProducerSnapshot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.ProducerSnapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProducerSnapshot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerSnapshot & sluice.storage.ProducerSnapshot.$Shape} ProducerSnapshot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.ProducerSnapshot & sluice.storage.ProducerSnapshot.$Shape;
        }

        namespace ProducerSnapshot {

            /** Properties of a ProducerSnapshot. */
            interface $Properties {

                /** ProducerSnapshot coversOffset */
                coversOffset?: (number|null);

                /** ProducerSnapshot producers */
                producers?: (sluice.storage.ProducerEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProducerSnapshot. */
            type $Shape = sluice.storage.ProducerSnapshot.$Properties;
        }

        /**
         * Properties of a ProducerEntry.
         * @deprecated Use sluice.storage.ProducerEntry.$Properties instead.
         */
        interface IProducerEntry extends sluice.storage.ProducerEntry.$Properties {
        }

        /** Represents a ProducerEntry. */
        class ProducerEntry {

            /**
             * Constructs a new ProducerEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.ProducerEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProducerEntry producerId. */
            producerId: number;

            /** ProducerEntry producerEpoch. */
            producerEpoch: number;

            /** ProducerEntry batches. */
            batches: sluice.storage.ProducerBatch.$Properties[];

            /** ProducerEntry lastAppendMs. */
            lastAppendMs: number;

            /**
             * Creates a new ProducerEntry instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProducerEntry instance
             */
            static create(properties: sluice.storage.ProducerEntry.$Shape): sluice.storage.ProducerEntry & sluice.storage.ProducerEntry.$Shape;
            static create(properties?: sluice.storage.ProducerEntry.$Properties): sluice.storage.ProducerEntry;

            /**
             * Encodes the specified ProducerEntry message. Does not implicitly {@link sluice.storage.ProducerEntry.verify|verify} messages.
             * @param message ProducerEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.ProducerEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProducerEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerEntry & sluice.storage.ProducerEntry.$Shape} ProducerEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.ProducerEntry & sluice.storage.ProducerEntry.$Shape;
        }

        namespace ProducerEntry {

            /** Properties of a ProducerEntry. */
            interface $Properties {

                /** ProducerEntry producerId */
                producerId?: (number|null);

                /** ProducerEntry producerEpoch */
                producerEpoch?: (number|null);

                /** ProducerEntry batches */
                batches?: (sluice.storage.ProducerBatch.$Properties[]|null);

                /** ProducerEntry lastAppendMs */
                lastAppendMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProducerEntry. */
            type $Shape = sluice.storage.ProducerEntry.$Properties;
        }

        /**
         * Properties of a ProducerBatch.
         * @deprecated Use sluice.storage.ProducerBatch.$Properties instead.
         */
        interface IProducerBatch extends sluice.storage.ProducerBatch.$Properties {
        }

        /** Represents a ProducerBatch. */
        class ProducerBatch {

            /**
             * Constructs a new ProducerBatch.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.ProducerBatch.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProducerBatch firstSequence. */
            firstSequence: number;

            /** ProducerBatch lastSequence. */
            lastSequence: number;

            /** ProducerBatch baseOffset. */
            baseOffset: number;

            /** ProducerBatch appendMs. */
            appendMs: number;

            /**
             * Creates a new ProducerBatch instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ProducerBatch instance
             */
            static create(properties: sluice.storage.ProducerBatch.$Shape): sluice.storage.ProducerBatch & sluice.storage.ProducerBatch.$Shape;
            static create(properties?: sluice.storage.ProducerBatch.$Properties): sluice.storage.ProducerBatch;

            /**
             * Encodes the specified ProducerBatch message. Does not implicitly {@link sluice.storage.ProducerBatch.verify|verify} messages.
             * @param message ProducerBatch message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.ProducerBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProducerBatch message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.ProducerBatch & sluice.storage.ProducerBatch.$Shape} ProducerBatch
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.ProducerBatch & sluice.storage.ProducerBatch.$Shape;
        }

        namespace ProducerBatch {

            /** Properties of a ProducerBatch. */
            interface $Properties {

                /** ProducerBatch firstSequence */
                firstSequence?: (number|null);

                /** ProducerBatch lastSequence */
                lastSequence?: (number|null);

                /** ProducerBatch baseOffset */
                baseOffset?: (number|null);

                /** ProducerBatch appendMs */
                appendMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProducerBatch. */
            type $Shape = sluice.storage.ProducerBatch.$Properties;
        }

        /**
         * Properties of a Checkpoint.
         * @deprecated Use sluice.storage.Checkpoint.$Properties instead.
         */
        interface ICheckpoint extends sluice.storage.Checkpoint.$Properties {
        }

        /** Represents a Checkpoint. */
        class Checkpoint {

            /**
             * Constructs a new Checkpoint.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.Checkpoint.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Checkpoint number. */
            number: number;

            /** Checkpoint bootEpoch. */
            bootEpoch: number;

            /** Checkpoint logs. */
            logs: sluice.storage.LogPosition.$Properties[];

            /**
             * Creates a new Checkpoint instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Checkpoint instance
             */
            static create(properties: sluice.storage.Checkpoint.$Shape): sluice.storage.Checkpoint & sluice.storage.Checkpoint.$Shape;
            static create(properties?: sluice.storage.Checkpoint.$Properties): sluice.storage.Checkpoint;

            /**
             * Encodes the specified Checkpoint message. Does not implicitly {@link sluice.storage.Checkpoint.verify|verify} messages.
             * @param message Checkpoint message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.Checkpoint.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Checkpoint message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.Checkpoint & sluice.storage.Checkpoint.$Shape} Checkpoint
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.Checkpoint & sluice.storage.Checkpoint.$Shape;
        }

        namespace Checkpoint {

            /** Properties of a Checkpoint. */
            interface $Properties {

                /** Checkpoint number */
                number?: (number|null);

                /** Checkpoint bootEpoch */
                bootEpoch?: (number|null);

                /** Checkpoint logs */
                logs?: (sluice.storage.LogPosition.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Checkpoint. */
            type $Shape = sluice.storage.Checkpoint.$Properties;
        }

        /**
         * Properties of a LogPosition.
         * @deprecated Use sluice.storage.LogPosition.$Properties instead.
         */
        interface ILogPosition extends sluice.storage.LogPosition.$Properties {
        }

        /** Represents a LogPosition. */
        class LogPosition {

            /**
             * Constructs a new LogPosition.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.LogPosition.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogPosition topicId. */
            topicId: Uint8Array;

            /** LogPosition partition. */
            partition: number;

            /** LogPosition segmentBaseOffset. */
            segmentBaseOffset: number;

            /** LogPosition position. */
            position: number;

            /** LogPosition offset. */
            offset: number;

            /**
             * Creates a new LogPosition instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogPosition instance
             */
            static create(properties: sluice.storage.LogPosition.$Shape): sluice.storage.LogPosition & sluice.storage.LogPosition.$Shape;
            static create(properties?: sluice.storage.LogPosition.$Properties): sluice.storage.LogPosition;

            /**
             * Encodes the specified LogPosition message. Does not implicitly {@link sluice.storage.LogPosition.verify|verify} messages.
             * @param message LogPosition message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.LogPosition.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogPosition message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.LogPosition & sluice.storage.LogPosition.$Shape} LogPosition
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.LogPosition & sluice.storage.LogPosition.$Shape;
        }

        namespace LogPosition {

            /** Properties of a LogPosition. */
            interface $Properties {

                /** LogPosition topicId */
                topicId?: (Uint8Array|null);

                /** LogPosition partition */
                partition?: (number|null);

                /** LogPosition segmentBaseOffset */
                segmentBaseOffset?: (number|null);

                /** LogPosition position */
                position?: (number|null);

                /** LogPosition offset */
                offset?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogPosition. */
            type $Shape = sluice.storage.LogPosition.$Properties;
        }

        /**
         * Properties of a CleanMarker.
         * @deprecated Use sluice.storage.CleanMarker.$Properties instead.
         */
        interface ICleanMarker extends sluice.storage.CleanMarker.$Properties {
        }

        /** Represents a CleanMarker. */
        class CleanMarker {

            /**
             * Constructs a new CleanMarker.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.CleanMarker.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CleanMarker bootEpoch. */
            bootEpoch: number;

            /** CleanMarker logs. */
            logs: sluice.storage.LogEnd.$Properties[];

            /**
             * Creates a new CleanMarker instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CleanMarker instance
             */
            static create(properties: sluice.storage.CleanMarker.$Shape): sluice.storage.CleanMarker & sluice.storage.CleanMarker.$Shape;
            static create(properties?: sluice.storage.CleanMarker.$Properties): sluice.storage.CleanMarker;

            /**
             * Encodes the specified CleanMarker message. Does not implicitly {@link sluice.storage.CleanMarker.verify|verify} messages.
             * @param message CleanMarker message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.CleanMarker.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CleanMarker message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.CleanMarker & sluice.storage.CleanMarker.$Shape} CleanMarker
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.CleanMarker & sluice.storage.CleanMarker.$Shape;
        }

        namespace CleanMarker {

            /** Properties of a CleanMarker. */
            interface $Properties {

                /** CleanMarker bootEpoch */
                bootEpoch?: (number|null);

                /** CleanMarker logs */
                logs?: (sluice.storage.LogEnd.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CleanMarker. */
            type $Shape = sluice.storage.CleanMarker.$Properties;
        }

        /**
         * Properties of a LogEnd.
         * @deprecated Use sluice.storage.LogEnd.$Properties instead.
         */
        interface ILogEnd extends sluice.storage.LogEnd.$Properties {
        }

        /** Represents a LogEnd. */
        class LogEnd {

            /**
             * Constructs a new LogEnd.
             * @param [properties] Properties to set
             */
            constructor(properties?: sluice.storage.LogEnd.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LogEnd end. */
            end?: (sluice.storage.LogPosition.$Properties|null);

            /** LogEnd lastAppendMs. */
            lastAppendMs: number;

            /** LogEnd maxTimestampMs. */
            maxTimestampMs: number;

            /** LogEnd firstAppendMs. */
            firstAppendMs: number;

            /** LogEnd headersCrc. */
            headersCrc: number;

            /**
             * Creates a new LogEnd instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LogEnd instance
             */
            static create(properties: sluice.storage.LogEnd.$Shape): sluice.storage.LogEnd & sluice.storage.LogEnd.$Shape;
            static create(properties?: sluice.storage.LogEnd.$Properties): sluice.storage.LogEnd;

            /**
             * Encodes the specified LogEnd message. Does not implicitly {@link sluice.storage.LogEnd.verify|verify} messages.
             * @param message LogEnd message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: sluice.storage.LogEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LogEnd message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {sluice.storage.LogEnd & sluice.storage.LogEnd.$Shape} LogEnd
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): sluice.storage.LogEnd & sluice.storage.LogEnd.$Shape;
        }

        namespace LogEnd {

            /** Properties of a LogEnd. */
            interface $Properties {

                /** LogEnd end */
                end?: (sluice.storage.LogPosition.$Properties|null);

                /** LogEnd lastAppendMs */
                lastAppendMs?: (number|null);

                /** LogEnd maxTimestampMs */
                maxTimestampMs?: (number|null);

                /** LogEnd firstAppendMs */
                firstAppendMs?: (number|null);

                /** LogEnd headersCrc */
                headersCrc?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LogEnd. */
            type $Shape = sluice.storage.LogEnd.$Properties;
        }
    }
}
