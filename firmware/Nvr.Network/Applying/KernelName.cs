using System.Runtime.InteropServices;
using Nvr.Core;

namespace Nvr.Network.Applying;

/// <summary>The machine's name, as the kernel has it until the next start. Needs CAP_SYS_ADMIN. Stateless.</summary>
public static partial class KernelName
{
    /// <summary>Refused where the kernel does not let this program.</summary>
    public static void Set(string name)
    {
        if (name != Environment.MachineName && SetHostName(name, name.Length) != 0)
        {
            throw new NvrException(ErrorKind.Refused, $"The machine's name cannot be set to {name}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "sethostname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetHostName(string name, nint length);
}
