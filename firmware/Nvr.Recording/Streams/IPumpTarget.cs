using Nvr.Core.Media;

namespace Nvr.Recording.Streams;

/// <summary>What the pump feeds. Called on the pump thread; nothing here may block.</summary>
public interface IPumpTarget : IAccessUnitSink
{
    /// <summary>True while the stream should be drained at short intervals.</summary>
    bool IsWatched { get; }

    /// <summary>Called after each drain, whether or not anything arrived.</summary>
    void AfterDrain(long nowMonotonicUs);
}
