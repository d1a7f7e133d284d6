using Nvr.Core.Time;

namespace Nvr.Web.Exports;

/// <summary>
/// Exports to be downloaded: a durable queue in which one is made at a time. Thread-safe; calls may block on the settings' disk for a moment, never on making. Failures are
/// <see cref="Nvr.Core.NvrException"/> in words: NotFound, InvalidInput, Conflict for one that is not ready, Exhausted where there are too many or would hold too much.
/// </summary>
public interface IExportRoom
{
    /// <summary>Who protects the recordings of exports: no person, so that nobody takes these for marks.</summary>
    const string HoldOwner = "kept for an export";

    /// <summary>Newest first.</summary>
    IReadOnlyList<ExportView> List();

    /// <summary>Null when there is none of that id.</summary>
    ExportView? Find(string id);

    /// <summary>Puts an export into the queue; from now on its recordings are protected.</summary>
    ExportView Order(ExportWish wish, string wantedBy);

    /// <summary>Cancels or removes an export; its recordings are no longer protected for it.</summary>
    void Remove(string id);

    /// <summary>Keeps an export at least so long.</summary>
    void Keep(string id, UtcTime until);

    /// <summary>The file of one that is ready. Where its recordings changed since (a corrected clock, a gap that was filled), it is made anew, and this is Conflict.</summary>
    IExportFile Open(string id);
}
