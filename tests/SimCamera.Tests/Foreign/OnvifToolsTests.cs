namespace SimCamera.Tests.Foreign;

/// <summary>
/// Debian's onvif-tools against the program, each in a network namespace of its own with a cable between: its discovery is by
/// multicast, which it does not hear from its own machine.
/// </summary>
public sealed class OnvifToolsTests
{
    // The tool repeats a nonce within a second, as real cameras let it.
    private const string Script = """
        set -e
        unshare -n sleep 120 & camera=$!
        trap 'kill $program $camera 2>/dev/null; wait' EXIT
        until [ "$(readlink /proc/$camera/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
        ip link set lo up
        ip link add to-camera type veth peer name to-client netns $camera
        ip addr add 10.99.0.1/24 dev to-camera
        ip link set to-camera up
        ip route add 224.0.0.0/4 dev to-camera
        nsenter -t $camera -n sh -c 'ip link set lo up; ip addr add 10.99.0.2/24 dev to-client; ip link set to-client up; ip route add 224.0.0.0/4 dev to-client'
        said=$(mktemp)
        nsenter -t $camera -n "$0" run --cameras 2 --size 320x240 --kbit 400 --gop 10 --cache "$1" --address 0.0.0.0 --port 8554 --onvif --onvif-port 8080 \
          --user admin --password secret --model "$2" --quirk onvif-token-again >"$said" & program=$!
        until grep -q ready "$said"; do kill -0 $program; sleep 0.1; done
        rm "$said"
        if [ $# -eq 2 ]; then onvif-util -a; else shift 2; printf '%s\n' "$@" quit | onvif-util -u admin -p secret 10.99.0.2; fi
        """;

    [Fact]
    public async Task Discovery_ByMulticast_FindsBothCameras()
    {
        ForeignProgram run = await RunAsync();

        Assert.Contains("Found 2 cameras", run.Output, StringComparison.Ordinal);
        Assert.Contains("10.99.0.2 cam1(SimCamera cam1 Model X)", run.Output, StringComparison.Ordinal);
        Assert.Contains("10.99.0.2 cam2(SimCamera cam2 Model X)", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Session_LoggedIn_ReadsAndSetsWhatItKnows()
    {
        ForeignProgram run = await RunAsync(
            "get rtsp", "get profiles", "get video", "get video options", "set resolution 160x120", "get video", "set brightness 33", "get imaging", "get network", "get time");

        Assert.DoesNotContain("ERROR", run.Output, StringComparison.Ordinal);
        Assert.All(
            (string[])["serial: SIM00000", "rtsp://10.99.0.2:8554/cam", "Profile_main_1", "320 x 240", "Resolution was set to 160 x 120", "Max Gov Length: 400", "33", "Time Offset: 0"],
            words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
    }

    private static Task<ForeignProgram> RunAsync(params string[] commands) => ForeignProgram.RunAsync(
        "unshare", ["-rn", "bash", "-c", Script, Path.Combine(AppContext.BaseDirectory, "simcamera"), SmallCamera.CacheDirectory, "Model X", .. commands]);
}
