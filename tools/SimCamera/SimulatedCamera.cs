using System.Collections.Concurrent;
using SimCamera.Log;
using SimCamera.Material;
using SimCamera.Onvif;
using SimCamera.Onvif.Media;
using SimCamera.Quirks;
using SimCamera.Rtsp;
using SimCamera.Streaming;

namespace SimCamera;

/// <summary>
/// One camera of a <see cref="SimCameraServer"/>: its addresses, its counters and the levers that tests pull. Thread-safe.
/// </summary>
public sealed class SimulatedCamera
{
    private const int MaxNotes = 1000;
    private readonly ConcurrentDictionary<string, RtspSession> _sessions = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private CameraMaterial _material;
    private int _sessionsOpened;

    internal SimulatedCamera(SimCameraServer server, CameraPlan plan, CameraMaterial material, CancellationToken stop)
    {
        Server = server;
        Plan = plan;
        Gate = new AuthGate(plan);
        Stop = stop;
        _material = material;
        Loudspeaker = new Loudspeaker(plan.Options.HeardDirectory is { } folder ? Path.Combine(folder, $"{Name}.g711") : null);
    }

    public string Name => Plan.Options.Name;

    /// <summary>From 1; the camera number in each stamp.</summary>
    public int Number => Plan.Number;

    /// <summary>Address of the main stream, without user and password.</summary>
    public Uri Url => new($"{Server.RootUrl}/{Name}");

    /// <summary>Address of the sub stream: a quarter of the width and of the height.</summary>
    public Uri SubUrl => new($"{Server.RootUrl}/{Name}/sub");

    /// <summary>Where the card plays: main stream, from a moment that the Range header names.</summary>
    public Uri ReplayUrl => new($"{Server.RootUrl}/{Name}/replay");

    /// <summary>The device that this camera is a source of; null without an ONVIF side.</summary>
    public OnvifDevice? Onvif => Device;

    /// <summary>Sessions that exist now, set up or playing.</summary>
    public int OpenSessions => _sessions.Count;

    /// <summary>Sessions since the server's start.</summary>
    public int SessionsOpened => Volatile.Read(ref _sessionsOpened);

    /// <summary>The last thousand requests as <c>METHOD address</c>, oldest first.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>What was sent for the camera's loudspeaker.</summary>
    public Loudspeaker Loudspeaker { get; }

    /// <summary>True: sockets stay open and requests are answered, but no frame is sent; afterwards media go on at a key frame.</summary>
    public bool IsStalled { get; set; }

    /// <summary>True while the device reboots: connections that name this camera are closed without a word.</summary>
    public bool IsDown { get; internal set; }

    internal OnvifDevice? Device { get; set; }

    internal SimCameraServer Server { get; }

    internal CameraPlan Plan { get; }

    internal AuthGate Gate { get; }

    internal CancellationToken Stop { get; }

    internal SimClock Clock => Server.Clock;

    /// <summary>When this camera's picture 0 was due: cameras are spread over a frame's time so that they do not send in step.</summary>
    internal long StartUs => _material.StartUs;

    internal IEnumerable<RtspSession> Sessions => _sessions.Values;

    internal VideoRecipe Recipe(bool sub) => Tracks(sub)[0].Video!.Material.Recipe;

    /// <summary>Codes a stream anew and sends its viewers away. Frame counters go on from the clock, so another rate makes them jump.</summary>
    internal async Task RecodeAsync(bool sub, EncoderSettings wanted, CancellationToken stop)
    {
        await Server.Recoding.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            VideoRecipe now = Recipe(sub);
            if (wanted != new EncoderSettings(now.Codec, now.Width, now.Height, now.Fps, now.Gop, now.Kbit))
            {
                Plan.Encoders[sub ? 1 : 0] = wanted;
                _material = await Server.MaterialAsync(Plan, stop).ConfigureAwait(false);
                EndAllSessions();
                Server.DropConnectionsOf(this);
            }
        }
        finally
        {
            Server.Recoding.Release();
        }
    }

    /// <summary>Codes the main stream anew, with a smart codec or without, and sends its viewers away.</summary>
    internal async Task SetSmartCodecAsync(bool on, CancellationToken stop)
    {
        await Server.Recoding.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            Plan.SmartCodecAfterReboot = null;
            if (Plan.SmartCodec != on)
            {
                Plan.SmartCodec = on;
                _material = await Server.MaterialAsync(Plan, stop).ConfigureAwait(false);
                EndAllSessions();
                Server.DropConnectionsOf(this);
            }
        }
        finally
        {
            Server.Recoding.Release();
        }
    }

    internal IReadOnlyList<CameraTrack> Tracks(bool sub) => sub ? _material.SubTracks : _material.MainTracks;

    internal RtspSession? Session(string? id) => id is not null && _sessions.TryGetValue(id, out RtspSession? session) ? session : null;

    /// <summary>Null when the camera's limit is reached.</summary>
    internal RtspSession? OpenSession(RtspConnection connection)
    {
        if (_sessions.Count >= Plan.MaxSessions)
        {
            return null;
        }

        var session = new RtspSession(this, connection, Server.NextSessionNumber());
        _sessions[session.Id] = session;
        Interlocked.Increment(ref _sessionsOpened);
        return session;
    }

    internal void Rename(RtspSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        session.Id += "B";
        _sessions[session.Id] = session;
    }

    internal void Remove(RtspSession session) => _sessions.TryRemove(session.Id, out _);

    internal void EndSessionsOf(RtspConnection connection)
    {
        foreach (RtspSession session in _sessions.Values)
        {
            bool dies = session.Connection == connection && (session.Tracks.AreInterleaved || !session.IsPlaying);
            if (dies && !Plan.Quirks.Any(q => q.KeepsOrphan(session)))
            {
                session.End();
            }
        }
    }

    internal void EndAllSessions()
    {
        foreach (RtspSession session in _sessions.Values)
        {
            session.End();
        }
    }

    internal void Note(RtspRequest request)
    {
        _requests.Enqueue($"{request.Method} {request.Uri}");
        while (_requests.Count > MaxNotes && _requests.TryDequeue(out _))
        {
        }
    }
}
