using Nvr.Storage.Models;

namespace Nvr.Recording.Watching;

/// <summary>
/// Whether the analysing process is lent the model. One with which it ended before the model was found usable is left out for an hour, or until another is chosen; so is one with which it ended twice within an hour. Pure but
/// for its memory; not thread-safe.
/// </summary>
internal sealed class ModelTrial
{
    internal const long AsideUs = 3_600_000_000;

    private DetectionModel? blamed;
    private long blamedUs;
    private bool isAside;

    /// <summary>The model to lend of the one that is in use; null for none.</summary>
    public DetectionModel? Fit(DetectionModel? inUse, long nowUs) => IsBlamed(inUse, nowUs) && isAside ? null : inUse;

    /// <summary>The process ended while it had this model. True when the model is left out from now on, and nothing else is to blame.</summary>
    /// <param name="wasUsable">It had been found so.</param>
    public bool Note(DetectionModel model, bool wasUsable, long nowUs)
    {
        isAside = !wasUsable || IsBlamed(model, nowUs);
        (blamed, blamedUs) = (model, nowUs);
        return isAside;
    }

    /// <summary>The process ended without it as well, over the same pictures again and again: it was none of the model's fault.</summary>
    public void Acquit() => blamed = null;

    private bool IsBlamed(DetectionModel? model, long nowUs) => model is not null && model.IsSame(blamed) && nowUs - blamedUs < AsideUs;
}
