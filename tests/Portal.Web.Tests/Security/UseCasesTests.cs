using System.Reflection;
using System.Reflection.Emit;
using Portal.Business;
using Portal.Business.Common;
using Portal.Business.Data;

namespace Portal.Web.Tests.Security;

/// <summary>Every use case asks the current user for a permission, or stands in a list with the reason why not.</summary>
public sealed class UseCasesTests
{
    private const string OwnAccount = "concerns one's own account only";
    private const string SignIn = "is how one comes in; asks for password or code";
    private const string Secret = "the secret in the link or code is the permission";

    private static readonly Dictionary<string, string> WithoutPermission = new()
    {
        ["SignInWithPassword"] = SignIn,
        ["SignInWithCode"] = SignIn,
        ["SignInWithRecoveryCode"] = SignIn,
        ["RequestPasswordReset"] = "answers the same to everybody; the mail goes to the owner",
        ["ShowAccountLink"] = Secret,
        ["AcceptInvitation"] = Secret,
        ["ResetPassword"] = Secret,
        ["CreateFirstAdministrator"] = Secret,
        ["OpenQuoteByLink"] = Secret,
        ["DownloadQuoteByLink"] = Secret,
        ["OpenContractByLink"] = Secret,
        ["DownloadContractByLink"] = Secret,
        ["ReadCalendarFeed"] = Secret,
        ["ReceiveProviderNotice"] = "the signature of the message is the permission",
        ["ShowLogo"] = "stands on public pages and in mails",
        ["ShowProfile"] = OwnAccount,
        ["ChangeProfile"] = OwnAccount,
        ["ChangePassword"] = OwnAccount,
        ["SignOutEverywhere"] = OwnAccount,
        ["StartTwoFactor"] = OwnAccount,
        ["TurnOnTwoFactor"] = OwnAccount,
        ["TurnOffTwoFactor"] = OwnAccount,
        ["RenewRecoveryCodes"] = OwnAccount,
        ["ShowPreferences"] = OwnAccount,
        ["KeepPreference"] = OwnAccount,
    };

    private static readonly MethodInfo Has = typeof(ICurrentUser).GetMethod(nameof(ICurrentUser.Has))!;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    public static TheoryData<string> UseCases => [.. Types.Select(t => t.FullName!)];

    private static IEnumerable<Type> Types => typeof(PortalSetup).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsNested: false } && t.Namespace?.Split('.').Contains("UseCases") == true && t.GetMethod("RunAsync") is not null);

    [Theory, MemberData(nameof(UseCases))]
    public void UseCase_OfTheBusiness_AsksForAPermissionOrIsNamed(string useCase)
    {
        var type = typeof(PortalSetup).Assembly.GetType(useCase)!;
        var (asks, permissions) = Read(type);
        if (WithoutPermission.ContainsKey(type.Name))
        {
            Assert.False(asks && permissions.Count > 0, $"{type.Name} asks for {string.Join(", ", permissions)} and need not stand in the list.");
            return;
        }

        Assert.True(asks, $"{type.Name} never asks ICurrentUser.Has.");
        Assert.True(permissions.Count > 0, $"{type.Name} asks for nothing that stands in Permissions.");
    }

    /// <summary>
    /// The context of a whole request is made while it is signed in: what belongs to clients, it hides from everybody. A use case makes its own, besides those
    /// of accounts, which read nothing of clients.
    /// </summary>
    [Fact]
    public void UseCases_MakeTheirOwnContext() => Assert.Empty(
        Types.Where(t => t.Namespace != "Portal.Business.Accounts.UseCases" && t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(PortalDbContext)))).Select(t => t.Name));

    [Fact]
    public void NamedUseCases_AllExist() => Assert.Empty(WithoutPermission.Keys.Except(Types.Select(t => t.Name)));

    /// <summary>Looks through the code of the class, and of what it calls in its own capability, for the question and the permission asked.</summary>
    private static (bool Asks, HashSet<string> Permissions) Read(Type type)
    {
        var asks = false;
        var permissions = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<MethodBase>();
        var ahead = new Queue<(MethodBase Method, int Depth)>(MethodsOf(type).Select(m => (m, 0)));
        while (ahead.TryDequeue(out var next))
        {
            if (!seen.Add(next.Method))
            {
                continue;
            }

            foreach (var found in Mentioned(next.Method))
            {
                switch (found)
                {
                    case string text when Permissions.All.Contains(text):
                        permissions.Add(text);
                        break;
                    case MethodBase called when called == Has:
                        asks = true;
                        break;
                    case MethodBase called when next.Depth < 2 && called.DeclaringType?.Assembly == type.Assembly:
                        foreach (var method in MethodsOf(called))
                        {
                            ahead.Enqueue((method, next.Depth + 1));
                        }

                        break;
                }
            }
        }

        return (asks, permissions);
    }

    /// <summary>With the state machines and closures that the compiler makes of them.</summary>
    private static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public).SelectMany(MethodsOf));

    private static IEnumerable<MethodBase> MethodsOf(MethodBase method) =>
        method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is { } machine
            ? MethodsOf(machine.StateMachineType).Append(method)
            : [method];

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<object> Mentioned(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)((code[at++] << 8) | code[at++]) : code[at++];
            var opCode = OpCodesByValue[value];
            if (opCode.OperandType == OperandType.InlineString)
            {
                yield return method.Module.ResolveString(BitConverter.ToInt32(code, at));
            }
            else if (opCode.OperandType == OperandType.InlineMethod
                && method.Module.ResolveMethod(BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } called)
            {
                yield return called;
            }

            at += opCode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
