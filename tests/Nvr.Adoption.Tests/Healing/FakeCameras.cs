using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Tests.Healing;

/// <summary>Cameras whose states the test says.</summary>
internal sealed class FakeCameras : ICameraDirectory
{
    private readonly ConcurrentDictionary<CameraId, CameraView> views = new();

    public CameraId Add(string name)
    {
        CameraId id = CameraId.New();
        var settings = new CameraSettings { Name = name, MainUrl = new Uri("rtsp://192.0.2.1/") };
        views[id] = new CameraView(id, settings, false, []);
        Set(id, CameraState.Recording);
        return id;
    }

    public void Set(CameraId id, CameraState state) =>
        views[id] = views[id] with { Streams = [new StreamStatus { Stream = StreamKind.Main, State = state, Sentence = "" }] };

    public void Disable(CameraId id) => views[id] = views[id] with { Settings = views[id].Settings with { Enabled = false } };

    public IReadOnlyList<CameraView> List() => [.. views.Values];

    public IReadOnlyList<CameraMoment> MainStates() => [.. List().Select(c => new CameraMoment(c.Id, c.Streams[0].State))];

    public CameraView? Find(CameraId id) => views.GetValueOrDefault(id);

    public CameraView Create(CameraSettings settings) => throw new NotSupportedException();

    public CameraView Update(CameraId id, CameraSettings settings) => throw new NotSupportedException();

    public CameraView Change(CameraId id, Func<CameraSettings, CameraSettings> change) => throw new NotSupportedException();

    public void Delete(CameraId id, bool deleteFootage) => throw new NotSupportedException();
}
