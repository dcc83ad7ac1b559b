"""Materials, and who was given which. Below /LANGUAGE/desk/CAMPAIGN/toolkit/."""

from django.urls import path

from accede.web.desk.views import hand_outs, toolkit

urlpatterns = [
    path("", toolkit.material_list, name="desk-toolkit"),
    path("new/", toolkit.new, name="desk-material-new"),
    path("<int:number>/", toolkit.material, name="desk-material"),
    path("<int:number>/edit/", toolkit.edit, name="desk-material-edit"),
    path("<int:number>/withdraw/", toolkit.withdraw, name="desk-material-withdraw"),
    path("<int:number>/versions/", toolkit.new_version, name="desk-material-version"),
    path("versions/<int:number>/file/", toolkit.file, name="desk-version-file"),
    path("versions/<int:number>/withdraw/", toolkit.withdraw_version, name="desk-version-withdraw"),
    path("for/<str:iso3>/", toolkit.for_state, name="desk-toolkit-state"),
    path("hand-outs/", hand_outs.hand_out_list, name="desk-hand-outs"),
    path("hand-outs/new/", hand_outs.new, name="desk-hand-out-new"),
    path("hand-outs/outdated/", hand_outs.outdated, name="desk-hand-outs-outdated"),
    path("hand-outs/<int:number>/", hand_outs.hand_out, name="desk-hand-out"),
    path("hand-outs/<int:number>/edit/", hand_outs.edit, name="desk-hand-out-edit"),
    path("hand-outs/<int:number>/take-back/", hand_outs.take_back, name="desk-hand-out-take-back"),
]
