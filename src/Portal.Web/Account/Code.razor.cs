using Microsoft.AspNetCore.Components;
using Portal.Business.Accounts.UseCases;

namespace Portal.Web.Account;

public sealed partial class Code(SignInWithCode signIn, NavigationManager navigation) : SecondFactorPage(signIn.RunAsync, navigation);
