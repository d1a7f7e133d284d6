using System.Collections.Concurrent;
using System.Net;
using SimCamera.Onvif.Auth;
using SimCamera.Onvif.Http;
using SimCamera.Onvif.Makers;
using SimCamera.Onvif.Soap;
using SimCamera.Quirks;

namespace SimCamera.Onvif;

/// <summary>
/// What stands behind a device's web port: SOAP for the services, a picture at the snapshot address, and <see cref="ControlPath"/> for
/// tests. Can close and open again, at the same port and any address. Thread-safe.
/// </summary>
internal sealed class OnvifEndpoint : IAsyncDisposable
{
    private const int MaxNotes = 1000;
    private readonly OnvifDevice _device;
    private readonly Action<Exception> _report;
    private readonly SoapDispatcher _soap;
    private readonly ControlPath _control;
    private readonly SnapshotPath _snapshot;
    private readonly MakerPath _maker;
    private readonly ConcurrentQueue<string> _operations = new();
    private HttpServer _server;

    public OnvifEndpoint(OnvifDevice device, IPEndPoint where, Action<Exception> report)
    {
        _device = device;
        _report = report;
        var gate = new OnvifGate(device);
        _soap = new SoapDispatcher(device, gate, Note);
        _control = new ControlPath(device);
        _snapshot = new SnapshotPath(device, gate);
        _maker = new MakerPath(device, gate);
        _server = new HttpServer(where, AnswerAsync, report);
    }

    public IPEndPoint Where => _server.EndPoint;

    public IReadOnlyList<string> Operations => [.. _operations];

    public void Listen() => _server.Listen();

    public async Task RestartAsync(TimeSpan down, IPAddress address, CancellationToken stop)
    {
        int port = Where.Port;
        // The answer to the very request that asks for this must still leave.
        await Task.Delay(TimeSpan.FromMilliseconds(100), _device.Time, stop).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        await Task.Delay(down, _device.Time, stop).ConfigureAwait(false);
        _server = new HttpServer(new IPEndPoint(address, port), AnswerAsync, _report);
        _server.Listen();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<HttpReply> AnswerAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.Path.StartsWith(ControlPath.Prefix, StringComparison.Ordinal))
        {
            return _control.Answer(request);
        }

        await Task.Delay(_device.Plan.Delay, _device.Time, stop).ConfigureAwait(false);
        foreach (Quirk quirk in _device.Camera.Plan.Quirks)
        {
            if (quirk.OnHttp(_device, request) is { } early)
            {
                return early;
            }
        }

        if (_maker.Names(request))
        {
            Note($"{request.Method} {request.Target}");
            return await _maker.AnswerAsync(request, stop).ConfigureAwait(false);
        }

        return request.Method switch
        {
            "POST" => await _soap.AnswerAsync(request, stop).ConfigureAwait(false),
            "GET" when SnapshotPath.Names(request.Path) => await _snapshot.AnswerAsync(request, stop).ConfigureAwait(false),
            _ => HttpReply.Text(404, "There is nothing here."),
        };
    }

    private void Note(string operation)
    {
        _operations.Enqueue(operation);
        while (_operations.Count > MaxNotes && _operations.TryDequeue(out _))
        {
        }
    }
}
