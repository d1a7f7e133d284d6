using System.Text;
using Torture.Box;
using Vm.Guests;
using Xunit;

namespace Vm.Tests.Kit;

/// <summary>The recorder in a guest as the product installs it: a user of its own, its service, the rules of udev and polkit, the kernel's setting, a board file.</summary>
internal static class Product
{
    public const string BoardFile = "/etc/nvr/board.json";

    /// <summary>What nvrd.service closes it in with as far as disks and sticks go, for commands beside the service.</summary>
    public static readonly string[] Confinement = ["User=nvr", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ReadWritePaths=-/media/nvr", "PrivateMounts=yes", "PrivateUsers=yes"];

    /// <summary>All but the board file.</summary>
    public static async Task InstallAsync(Guest guest)
    {
        await guest.CopyNvrdAsync();
        await guest.CopyInAsync(Path.Combine(AppContext.BaseDirectory, "product"), "/opt/product");
        await guest.OutputAsync("useradd --system --no-create-home --shell /usr/sbin/nologin nvr; useradd --system --uid 901 --user-group --no-create-home --shell /usr/sbin/nologin support; useradd --system --gid systemd-journal --no-create-home --shell /usr/sbin/nologin nvr-syslog; chmod -R a+rX /opt/nvr; ln -s /opt/nvr /usr/lib/nvrd; "
            + "install -m 644 /opt/product/*.service /opt/product/*.path /opt/product/*.socket /etc/systemd/system; "
            + "install -m 755 /opt/product/nvrd-health /opt/nvr/health; install -m 644 /opt/product/nvrd-ssh-accounts /opt/nvr/ssh-accounts; "
            + "install -m 644 /opt/product/nvrd-udev.rules /etc/udev/rules.d/70-nvrd.rules; udevadm control --reload && udevadm trigger --settle; "
            // polkit reads a rule when it appears, and not again when it may.
            + "install -m 644 /opt/product/nvrd-polkit.rules /etc/polkit-1/rules.d/50-nvrd.rules && install -m 644 /opt/product/nvrd-md.conf /etc/modprobe.d/nvrd-md.conf; sync");
    }

    /// <param name="guest">Where to.</param>
    /// <param name="board">The text of the board file.</param>
    public static async Task SetBoardAsync(Guest guest, string board)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, board, TestContext.Current.CancellationToken);
        await guest.CopyInAsync(file, BoardFile);
        File.Delete(file);
        await guest.OutputAsync("chmod -R a+rX /etc/nvr; sync");
    }

    /// <summary>A line of shell as the recorder's user, closed in as it is.</summary>
    public static Task<ProgramResult> AsRecorderAsync(Guest guest, string command)
    {
        string text = Convert.ToBase64String(Encoding.UTF8.GetBytes(command));
        return guest.RunAsync($"systemd-run -q --wait --pipe --expand-environment=no {string.Concat(Confinement.Select(c => $"-p '{c}' "))} bash -c \"$(echo {text} | base64 -d)\"");
    }
}
