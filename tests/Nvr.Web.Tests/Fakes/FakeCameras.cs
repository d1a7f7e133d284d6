using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A directory in memory that keeps the contract: names are unique, passwords kept or removed, NotFound.</summary>
public sealed class FakeCameras : ICameraDirectory
{
    private readonly ConcurrentDictionary<CameraId, CameraSettings> stored = new();

    public Func<CameraId, IReadOnlyList<StreamStatus>> Status { get; set; } = _ => [Recording(StreamKind.Main)];

    public static StreamStatus Recording(StreamKind stream) =>
        new() { Stream = stream, State = CameraState.Recording, Sentence = "Recording.", Cause = "the-cause", Since = new UtcTime(0) };

    public CameraSettings Stored(CameraId id) => stored[id];

    public CameraId Add(string name, string url = "rtsp://192.0.2.1/main", bool sub = false) =>
        Create(new CameraSettings
        {
            Name = name, MainUrl = new Uri(url), SubUrl = sub ? new Uri("rtsp://192.0.2.1/sub") : null, UserName = "cam", Password = "secret-of-" + name,
        }).Id;

    public IReadOnlyList<CameraView> List() => [.. stored.Keys.Select(id => Find(id)!).OrderBy(c => c.Settings.Name)];

    public IReadOnlyList<CameraMoment> MainStates() => [.. List().Select(c => new CameraMoment(c.Id, c.Streams[0].State))];

    public CameraView? Find(CameraId id) =>
        stored.TryGetValue(id, out CameraSettings? s) ? new CameraView(id, s with { Password = null }, !string.IsNullOrEmpty(s.Password), Status(id)) : null;

    public CameraView Create(CameraSettings settings)
    {
        CheckName(settings.Name, null);
        CameraId id = CameraId.New();
        stored[id] = settings;
        return Find(id)!;
    }

    public CameraView Update(CameraId id, CameraSettings settings)
    {
        if (!stored.TryGetValue(id, out CameraSettings? old))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such camera.");
        }
        CheckName(settings.Name, id);
        stored[id] = settings with { Password = settings.Password ?? old.Password };
        return Find(id)!;
    }

    public CameraView Change(CameraId id, Func<CameraSettings, CameraSettings> change) =>
        Update(id, change(Find(id)?.Settings ?? throw new NvrException(ErrorKind.NotFound, "There is no such camera.")));

    public void Delete(CameraId id, bool deleteFootage) => stored.TryRemove(id, out _);

    private void CheckName(string name, CameraId? except)
    {
        if (stored.Any(s => s.Key != except && s.Value.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new NvrException(ErrorKind.Conflict, $"There is a camera called \"{name}\" already.");
        }
    }
}
