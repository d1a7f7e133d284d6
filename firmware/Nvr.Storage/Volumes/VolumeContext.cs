using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage.Clock;
using Nvr.Storage.Events;
using Nvr.Storage.Index;
using Nvr.Storage.Retention;
using Nvr.Storage.Writing;

namespace Nvr.Storage.Volumes;

/// <summary>What all volumes of a store share.</summary>
internal sealed record VolumeContext(
    FootageStoreOptions Options, BoxClock Clock, BootTimeline Timeline, HoldBook Holds, StreamLedger Ledger, EventDesk Events, Action<GapRow> Lost,
    HealthBoard Health, StorageJournal? Journal);
