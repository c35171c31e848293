"""People, stores, and who may do what in which store."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

currency_code = RegexValidator(
    r"^[A-Z]{3}\Z", _("Write the currency as its three-letter code, for example USD.")
)


class UserManager(BaseUserManager["User"]):
    """Make accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password it cannot log in until one is set."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of an e-mail address, whatever its letter case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Be a person, known by an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        """Hold one account per address."""

        constraints = (
            models.UniqueConstraint(
                Lower("email"), name="email_once", violation_error_message=_("This address has an account.")
            ),
        )

    def __str__(self) -> str:
        """Return the address."""
        return self.email


class Role(models.TextChoices):
    """Say what a person may do in a store: a viewer reads, a helper works, an owner decides."""

    OWNER = "owner", _("Owner")
    HELPER = "helper", _("Helper")
    VIEWER = "viewer", _("Viewer")


class Store(models.Model):
    """Be one dropshipping store: the tenant that every other row belongs to."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[currency_code])
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    is_sample = models.BooleanField(default=False)
    sample_made_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(
        User, through="Membership", related_name="stores"
    )

    class Meta:
        """Keep sample stores apart from real ones."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(is_sample=False, sample_made_on=None)
                | models.Q(is_sample=True, sample_made_on__isnull=False),
                name="sample_store_has_its_day",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the store's dashboard."""
        return reverse("assessments:dashboard", args=[self.slug])


class Membership(models.Model):
    """Let a person into a store, in one role."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=6, choices=Role.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Hold one role per person and store."""

        constraints = (
            models.UniqueConstraint(fields=("store", "user"), name="one_role_per_person_and_store"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_is_known"),
        )

    def __str__(self) -> str:
        """Return who is what where."""
        return f"{self.user} · {self.get_role_display()} · {self.store}"
