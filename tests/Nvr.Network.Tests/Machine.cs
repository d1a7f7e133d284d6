using Nvr.Network.Applying;

namespace Nvr.Network.Tests;

/// <summary>A box's files in a folder of their own: its board, its settings, and what would be /run.</summary>
internal sealed class Machine : IDisposable
{
    public const string Plain = """{ "name": "B" }""";

    public const string WithPorts =
        """
        { "name": "B", "cameraNetworks": ["br-cam"], "officeNetwork": "end0", "gpio": [{ "name": "soc", "label": "none" }],
          "poe": { "budgetWatts": 60, "ports": [
            { "name": "1", "interface": "lan1", "enable": { "on": "soc", "line": 1 } }, { "name": "2", "interface": "lan2", "enable": { "on": "soc", "line": 2 } }] } }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-network-");

    public Machine(string board = WithPorts)
    {
        Directory.CreateDirectory(SettingsDirectory);
        File.WriteAllText(BoardFile, board);
    }

    public RunPlaces Places => new(Path.Combine(folder.FullName, "run"));

    public string SettingsDirectory => Path.Combine(folder.FullName, "data", "settings");

    public string SettingsFile => Path.Combine(SettingsDirectory, "network.json");

    private string BoardFile => Path.Combine(folder.FullName, "board.json");

    /// <summary>What nvrd-network.service runs; what went wrong.</summary>
    public IReadOnlyList<string> Apply() => new NetworkApplier(BoardFile, Path.Combine(folder.FullName, "data"), Places, "nvr-4711", 443).Apply();

    public string At(string name) => Path.Combine(folder.FullName, name);

    /// <summary>A file below /run.</summary>
    public string Read(string name) => File.ReadAllText(Path.Combine(Places.Run, name));

    public string Office() => Read("systemd/network/30-nvr-office.network");

    /// <summary>The power goes: what lies in memory is gone.</summary>
    public void CutPower() => Directory.Delete(Places.Run, recursive: true);

    public void LeaveWish(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Places.Wish)!);
        File.WriteAllText(Places.Wish, text);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
