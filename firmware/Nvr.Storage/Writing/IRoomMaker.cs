namespace Nvr.Storage.Writing;

/// <summary>Frees room on a full volume.</summary>
internal interface IRoomMaker
{
    /// <summary>Deletes the oldest footage that may go, until about this much is free; blocks for seconds at most. False when nothing could be freed.</summary>
    bool MakeRoom(long bytes);
}
