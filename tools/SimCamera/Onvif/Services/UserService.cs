using System.Xml.Linq;
using SimCamera.Onvif.Soap;

namespace SimCamera.Onvif.Services;

/// <summary>The accounts of a device (ONVIF Core, 8.4). The first one created ends the factory-new state. Stateless.</summary>
internal static class UserService
{
    public static IEnumerable<Operation> All { get; } =
    [
        Operation.Of(Ns.Device, "GetUsers", OnvifLevel.Administrator, Users),
        Operation.Of(Ns.Device, "CreateUsers", OnvifLevel.Administrator, Create),
        Operation.Of(Ns.Device, "SetUser", OnvifLevel.Administrator, Set),
        Operation.Of(Ns.Device, "DeleteUsers", OnvifLevel.Administrator, Delete),
    ];

    private static Xml Users(OnvifCall call) => Xml.Of($"""
        <tds:GetUsersResponse>{Xml.Each(call.Device.UserAccounts, a => Xml.Of($"<tds:User><tt:Username>{a.Name}</tt:Username><tt:UserLevel>{a.Level.ToString()}</tt:UserLevel></tds:User>"))}</tds:GetUsersResponse>
        """);

    private static Xml Create(OnvifCall call)
    {
        List<OnvifAccount> accounts = Read(call);
        bool firstIsWeak = call.Device.Accounts.AreEmpty && accounts[0].Level != OnvifLevel.Administrator;
        if (firstIsWeak)
        {
            throw SoapFault.Invalid("The first user must be an administrator.", "ter:AnonymousNotAllowed");
        }

        return accounts.TrueForAll(call.Device.Accounts.Add)
            ? Xml.Of($"<tds:CreateUsersResponse/>")
            : throw SoapFault.Invalid("The user exists already.", "ter:UsernameClash");
    }

    private static Xml Set(OnvifCall call) => Read(call).TrueForAll(call.Device.Accounts.Replace)
        ? Xml.Of($"<tds:SetUserResponse/>")
        : throw SoapFault.Invalid("There is no such user.", "ter:UsernameMissing");

    private static Xml Delete(OnvifCall call)
    {
        IEnumerable<string> names = [.. call.Operation.Elements(Ns.Device + "Username").Select(e => e.Value.Trim())];
        return names.All(call.Device.Accounts.Remove)
            ? Xml.Of($"<tds:DeleteUsersResponse/>")
            : throw SoapFault.Invalid("There is no such user.", "ter:UsernameMissing");
    }

    private static List<OnvifAccount> Read(OnvifCall call)
    {
        List<OnvifAccount> accounts = [.. call.Operation.Elements(Ns.Device + "User").Select(ReadOne)];
        return accounts.Count > 0 ? accounts : throw SoapFault.Invalid("No user is named.");
    }

    private static OnvifAccount ReadOne(XElement user)
    {
        string name = user.Element(Ns.Schema + "Username")?.Value.Trim() ?? "";
        string password = user.Element(Ns.Schema + "Password")?.Value ?? "";
        bool reads = Enum.TryParse(user.Element(Ns.Schema + "UserLevel")?.Value.Trim(), out OnvifLevel level);
        return name.Length > 0 && password.Length > 0 && reads && level > OnvifLevel.Anonymous
            ? new OnvifAccount(name, password, level)
            : throw SoapFault.Invalid("A user needs a name, a password and a level.", "ter:PasswordTooWeak");
    }
}
