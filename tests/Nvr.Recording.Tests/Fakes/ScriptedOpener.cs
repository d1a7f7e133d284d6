using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Media;
using Nvr.Recording.Cameras;
using Nvr.Recording.Streams;

namespace Nvr.Recording.Tests.Fakes;

/// <summary>Opens sessions, or refuses, as the test has lined up; when nothing is lined up, the camera does not answer.</summary>
internal sealed class ScriptedOpener : IStreamOpener
{
    private readonly ConcurrentQueue<Func<IStreamSession>> answers = new();

    /// <summary>The transports asked for, in order.</summary>
    public ConcurrentQueue<CameraTransport> Transports { get; } = new();

    public void Answer(IStreamSession session, Action? onOpened = null) => answers.Enqueue(() =>
    {
        onOpened?.Invoke();
        return session;
    });

    public void Refuse(ErrorKind kind, string sentence) => answers.Enqueue(() => throw new NvrException(kind, sentence));

    public Task<IStreamSession> OpenAsync(StreamAddress address, CancellationToken cancellation)
    {
        Transports.Enqueue(address.Transport);
        return answers.TryDequeue(out Func<IStreamSession>? answer)
            ? Task.FromResult(answer())
            : throw new NvrException(ErrorKind.Unreachable, "The camera does not answer.");
    }

    internal sealed class Session : IStreamSession
    {
        private readonly ConcurrentQueue<Action<IAccessUnitSink>> events = new();

        public string? CertificateSha256 => null;

        public bool ByDatagrams => false;

        public StreamReception Reception { get; set; }

        public bool Disposed { get; private set; }

        public Action? OnDisposed { get; init; }

        public void Then(Action<IAccessUnitSink> action) => events.Enqueue(action);

        public int Drain(IAccessUnitSink sink)
        {
            Assert.False(Disposed);
            while (events.TryDequeue(out Action<IAccessUnitSink>? action))
            {
                action(sink);
            }
            return 0;
        }

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            OnDisposed?.Invoke();
            return ValueTask.CompletedTask;
        }
    }
}
