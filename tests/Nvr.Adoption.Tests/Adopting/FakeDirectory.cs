using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Adopting;

/// <summary>Cameras in memory that keep the contract: names are unique, a null password keeps the stored one.</summary>
internal sealed class FakeDirectory : ICameraDirectory
{
    private readonly Dictionary<CameraId, CameraSettings> stored = [];

    public CameraState State { get; set; } = CameraState.Recording;

    public CameraSettings Stored(CameraId id) => stored[id];

    public IReadOnlyList<CameraView> List() => [.. stored.Keys.Select(id => Find(id)!)];

    public IReadOnlyList<CameraMoment> MainStates() => [.. List().Select(c => new CameraMoment(c.Id, c.Streams[0].State))];

    public CameraView? Find(CameraId id) => stored.TryGetValue(id, out CameraSettings? settings)
        ? new CameraView(id, settings with { Password = null }, !string.IsNullOrEmpty(settings.Password), [new StreamStatus { Stream = StreamKind.Main, State = State, Sentence = "" }])
        : null;

    public CameraView Create(CameraSettings settings)
    {
        if (stored.Values.Any(s => s.Name == settings.Name))
        {
            throw new NvrException(ErrorKind.Conflict, "There is such a camera already.");
        }
        CameraId id = CameraId.New();
        stored[id] = settings;
        return Find(id)!;
    }

    public CameraView Update(CameraId id, CameraSettings settings)
    {
        stored[id] = settings with { Password = settings.Password ?? stored[id].Password };
        return Find(id)!;
    }

    public CameraView Change(CameraId id, Func<CameraSettings, CameraSettings> change) => Update(id, change(stored[id] with { Password = null }));

    public void Delete(CameraId id, bool deleteFootage) => stored.Remove(id);
}
