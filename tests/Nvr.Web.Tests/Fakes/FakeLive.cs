using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Recording.Live;
using Nvr.Recording.Streams;

namespace Nvr.Web.Tests.Fakes;

/// <summary>A hub whose streams say what a test lets them say. Every newcomer first gets what <see cref="Greeting"/> gives.</summary>
public sealed class FakeLive : ILiveHub
{
    private readonly ConcurrentDictionary<LiveSubscription, (CameraId Camera, StreamKind? Stream)> viewers = new();

    public Func<CameraId, IReadOnlyList<LiveMessage>?> SoundGreeting { get; set; } = _ => null;

    public Func<CameraId, StreamKind, IReadOnlyList<LiveMessage>?> Greeting { get; set; } = (_, _) => [];

    public int Viewers => viewers.Count;

    public LiveSubscription? Subscribe(CameraId camera, StreamKind stream) => Join(camera, stream, Greeting(camera, stream));

    public LiveSubscription? SubscribeSound(CameraId camera) => Join(camera, null, SoundGreeting(camera));

    public Task<LivePreview> PreviewAsync(StreamAddress address, CancellationToken cancellation) => throw new NvrException(ErrorKind.Unreachable, $"Nobody answers at {address}.");

    public void Send(CameraId camera, StreamKind stream, LiveMessage message)
    {
        foreach (LiveSubscription viewer in viewers.Where(v => v.Value == (camera, stream)).Select(v => v.Key))
        {
            viewer.Offer(message);
        }
    }

    private LiveSubscription? Join(CameraId camera, StreamKind? stream, IReadOnlyList<LiveMessage>? greeting)
    {
        if (greeting is null)
        {
            return null;
        }
        LiveSubscription subscription = new(512, s => viewers.TryRemove(s, out _));
        viewers[subscription] = (camera, stream);
        foreach (LiveMessage message in greeting)
        {
            subscription.Offer(message);
        }
        return subscription;
    }
}
