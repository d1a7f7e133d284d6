using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Recording.Talk;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A desk whose cameras keep what they are told.</summary>
public sealed class FakeTalk(FakeCameras cameras) : ITalkDesk
{
    private readonly ConcurrentDictionary<CameraId, bool> busy = new();

    public ConcurrentQueue<short> Heard { get; } = new();

    public NvrException? Refusal { get; set; }

    /// <summary>Set to have the camera hang up.</summary>
    public TaskCompletionSource HungUp { get; } = new();

    public bool? Known { get; set; }

    public int Talking => busy.Count;

    public bool? CanTalk(CameraId camera) => Known;

    public Task<ITalk> OpenAsync(CameraId camera, CancellationToken cancellation)
    {
        if (Refusal is not null || cameras.Find(camera) is null)
        {
            throw Refusal ?? new NvrException(ErrorKind.NotFound, "There is no such camera.");
        }
        if (!busy.TryAdd(camera, true))
        {
            throw new NvrException(ErrorKind.Conflict, "Somebody is talking.");
        }
        return Task.FromResult<ITalk>(new Talk(this, camera));
    }

    private sealed class Talk(FakeTalk desk, CameraId camera) : ITalk
    {
        public void Say(ReadOnlySpan<short> samples)
        {
            foreach (short sample in samples)
            {
                desk.Heard.Enqueue(sample);
            }
        }

        public async Task RunAsync(CancellationToken stop)
        {
            if (await Task.WhenAny(desk.HungUp.Task, Task.Delay(Timeout.Infinite, stop)) == desk.HungUp.Task)
            {
                throw new NvrException(ErrorKind.Unreachable, "The camera hung up.");
            }
        }

        public ValueTask DisposeAsync()
        {
            desk.busy.TryRemove(camera, out _);
            return ValueTask.CompletedTask;
        }
    }
}
