using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SimCamera.Onvif;

namespace SimCamera.Commands;

/// <summary>
/// <c>simcamera run</c>: serves until SIGINT or SIGTERM. Prints a line per camera, then <c>ready</c>. Exit code 0 after a clean stop,
/// 1 with a sentence on standard error when it cannot start.
/// </summary>
internal sealed class RunCommand
{
    private readonly Option<int> _port = new("--port") { Description = "TCP port; 0 takes a free one.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _address = new("--address") { Description = "Address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int> _cameras = new("--cameras") { Description = "How many cameras.", DefaultValueFactory = _ => 4 };
    private readonly Option<string> _name = new("--name") { Description = "Cameras are named NAME1, NAME2, …", DefaultValueFactory = _ => "cam" };
    private readonly Option<VideoCodec> _codec = new("--codec") { Description = "Video coding.", DefaultValueFactory = _ => VideoCodec.H264 };
    private readonly Option<AudioCodec> _audio = new("--audio") { Description = "Audio coding.", DefaultValueFactory = _ => AudioCodec.None };
    private readonly Option<string> _size = new("--size") { Description = "WIDTHxHEIGHT in pixels.", DefaultValueFactory = _ => "1280x720" };
    private readonly Option<int> _fps = new("--fps") { Description = "Pictures a second.", DefaultValueFactory = _ => 25 };
    private readonly Option<int> _gop = new("--gop") { Description = "Pictures from key to key.", DefaultValueFactory = _ => 50 };
    private readonly Option<int> _kbit = new("--kbit") { Description = "Bit rate of the main stream, kbit/s.", DefaultValueFactory = _ => 2000 };
    private readonly Option<string?> _user = new("--user") { Description = "Asks for this user." };
    private readonly Option<string> _password = new("--password") { Description = "The user's password.", DefaultValueFactory = _ => "" };
    private readonly Option<string[]> _quirk = new("--quirk") { Description = "Misbehave: NAME or NAME=VALUE; may be given several times." };
    private readonly Option<bool> _tls = new("--tls") { Description = "RTSPS with a self-signed certificate." };
    private readonly Option<string?> _log = new("--log") { Description = "Write the send log (CSV) to this file." };
    private readonly Option<bool> _backChannel = new("--back-channel") { Description = "Gives each camera a loudspeaker (ONVIF's back channel)." };
    private readonly Option<string?> _heard = new("--heard") { Description = "Write what loudspeakers are sent to NAME.g711 in this directory." };
    private readonly OnvifArguments _onvif = new();
    private readonly Option<string?> _cache = new("--cache") { Description = "Directory for encoded material." };

    public static Command Make()
    {
        var run = new RunCommand();
        var command = new Command("run", """
            Serves cameras until stopped with Ctrl-C or SIGTERM.

            Examples:
              simcamera run
              simcamera run --cameras 8 --size 1920x1080 --kbit 4000 --audio aac
              simcamera run --codec h265 --user admin --password secret --quirk digest-sha256-only
              simcamera run --cameras 1 --quirk stall-after=30 --log sent.csv
              simcamera run --address 0.0.0.0 --onvif --user admin --password secret --card 600 --metadata
              simcamera run --cameras 8 --sources 4 --onvif --onvif-port 8000 --quirk onvif-wrong-clock=3
            """);
        Option[] options =
        [
            run._port, run._address, run._cameras, run._name, run._codec, run._audio, run._size, run._fps, run._gop, run._kbit,
            run._user, run._password, run._quirk, run._tls, run._log, run._cache, run._backChannel, run._heard, .. run._onvif.All,
        ];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(run.ServeAsync);
        return command;
    }

    private async Task<int> ServeAsync(ParseResult given, CancellationToken stop)
    {
        try
        {
            await using SimCameraServer server = await SimCameraServer.StartAsync(OptionsOf(given), stop).ConfigureAwait(false);
            Announce(server);
            await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or SocketException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static void Announce(SimCameraServer server)
    {
        foreach (SimulatedCamera camera in server.Cameras)
        {
            Console.WriteLine($"camera {camera.Name} {camera.Url}");
        }

        foreach (OnvifDevice device in server.Devices)
        {
            Console.WriteLine($"onvif {device.Name} {device.Url}");
        }

        if (server.DiscoveryPort is { } port)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"discovery {port}"));
        }

        Console.WriteLine("ready");
    }

    private SimCameraOptions OptionsOf(ParseResult given)
    {
        CameraOptions camera = CameraOf(given);
        string name = given.GetValue(_name)!;
        int count = given.GetValue(_cameras);
        var standard = new SimCameraOptions();
        return standard with
        {
            Address = IPAddress.TryParse(given.GetValue(_address), out IPAddress? address)
                ? address
                : throw new ArgumentException($"'{given.GetValue(_address)}' is not an IP address."),
            Port = given.GetValue(_port),
            Tls = given.GetValue(_tls),
            Cameras = [.. Enumerable.Range(0, Math.Clamp(count, 0, 501)).Select(i => camera with
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"{name}{i + 1}"),
                Onvif = _onvif.Of(given, i, count, name),
            })],
            Discovery = _onvif.Discovery(given),
            LogPath = given.GetValue(_log),
            CacheDirectory = given.GetValue(_cache) ?? standard.CacheDirectory,
        };
    }

    private CameraOptions CameraOf(ParseResult given)
    {
        (int width, int height) = SizeOf(given.GetValue(_size)!);
        return new CameraOptions
        {
            Codec = given.GetValue(_codec),
            Audio = given.GetValue(_audio),
            Width = width,
            Height = height,
            Fps = given.GetValue(_fps),
            Gop = given.GetValue(_gop),
            Kbit = given.GetValue(_kbit),
            User = given.GetValue(_user),
            Password = given.GetValue(_password)!,
            Quirks = given.GetValue(_quirk) ?? [],
            BackChannel = given.GetValue(_backChannel),
            HeardDirectory = given.GetValue(_heard),
        };
    }

    private static (int Width, int Height) SizeOf(string text)
    {
        string[] parts = text.Split('x');
        bool reads = parts.Length == 2
            & int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            & int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int height);
        return reads ? (width, height) : throw new ArgumentException($"The size '{text}' must look like 1280x720.");
    }
}
